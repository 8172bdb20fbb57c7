import type { MicrophoneCurve } from "../../../../electron/domain/microphoneCurve.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

const width = 300;
const height = 70;
/** At least so many decibels high: a good microphone is to look like one. */
const least = 6;

/** A frequency response over a logarithmic axis, 0 dB as a line. */
export function ResponseCurve({ response: { frequencies, responses } }: { response: MicrophoneCurve }) {
  const { words, format } = useWords();
  const [first, last] = [Math.log(frequencies[0]!), Math.log(frequencies.at(-1)!)];
  const most = responses.reduce((worst, value, at) => (Math.abs(value) > Math.abs(responses[worst]!) ? at : worst), 0);
  const reach = Math.max(least, Math.abs(responses[most]!));
  const y = (decibels: number) => (height / 2) * (1 - decibels / reach);
  const path = frequencies
    .map((frequency, index) => {
      const x = ((Math.log(frequency) - first) / (last - first)) * width;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y(responses[index]!).toFixed(1)}`;
    })
    .join("");
  const decibels = `${format.measured(responses[most]!)} dB`;
  const label = `${words.devices.response.curve}: ${words.devices.response.most(decibels, format.frequency(frequencies[most]!))}`;
  return (
    <figure className={classes.curve}>
      <svg
        className={classes.drawing}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line x1="0" x2={width} y1={y(0)} y2={y(0)} />
        <path d={path} />
      </svg>
      <figcaption className={classes.quiet}>{label}</figcaption>
    </figure>
  );
}
