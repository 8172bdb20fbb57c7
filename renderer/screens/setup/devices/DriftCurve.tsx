import type { DeviceHistory } from "../../../../electron/contract/devicesContract.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

const width = 300;
const height = 48;

/** The drift of a clock over a day: a steady line is what one wants to see, whatever its height. */
export function DriftCurve({ clock }: Pick<DeviceHistory, "clock">) {
  const { words, format } = useWords();
  const drifts = clock.map(({ drift }) => drift);
  const [low, high] = [Math.min(...drifts), Math.max(...drifts)];
  const [first, last] = [clock[0]!.time, clock.at(-1)!.time];
  // At least 2 ppm high: noise is not to look like a mountain.
  const span = Math.max(high - low, 2);
  const middle = (high + low) / 2;
  const path = clock
    .map(({ time, drift }, index) => {
      const x = ((time - first) / Math.max(1, last - first)) * width;
      const y = height / 2 - ((drift - middle) / span) * (height - 8);
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
  const label = `${words.devices.driftCurve}: ${format.measured(low)} … ${format.measured(high)} ppm`;
  return (
    <figure className={classes.curve}>
      <svg
        className={classes.drawing}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <path d={path} />
      </svg>
      <figcaption className={classes.quiet}>{label}</figcaption>
    </figure>
  );
}
