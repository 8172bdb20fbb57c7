import { useState } from "react";
import type { LiveFrame } from "../../../electron/contract/liveContract.ts";
import type { Point } from "../../../electron/domain/plant.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useStream } from "../../live/useStream.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";
import { keepValues, type ValueAt } from "./valueHistory.ts";

const width = 240;
const height = 44;

/** What the smart sensors of a component say now, each with its unit and where it has been; there is no spectrum of a value. */
export function LiveValues({ points }: { points: readonly Point[] }) {
  return (
    <ul className={classes.values}>
      {points.map((point) => (
        <LiveValue key={point.id} point={point} />
      ))}
    </ul>
  );
}

function LiveValue({ point }: { point: Point }) {
  const { words, format } = useWords();
  const client = useClient();
  const [history, setHistory] = useState<readonly ValueAt[]>([]);
  const failure = useStream(
    point.id,
    (signal) => client.live.watch({ pointId: point.id }, { signal }),
    (frame: LiveFrame) => setHistory((before) => keepValues(before, frame)),
  );
  const now = history.at(-1);
  const values = history.map(({ value }) => value);
  const shown = (value: number) => format.measured(value, point.unit);
  return (
    <li>
      <span>
        {point.name}
        <br />
        <span className={classes.quiet}>{words.quantity[point.quantity]}</span>
      </span>
      {now === undefined ? (
        <span className={classes.quiet}>{words.devices.noValues}</span>
      ) : (
        <>
          <strong className={classes.value}>{shown(now.value)}</strong>
          <span>
            <ValueCurve label={words.devices.valueHistory(point.name)} history={history} />
            <span className={classes.quiet}>
              {words.devices.valueRange(shown(Math.min(...values)), shown(Math.max(...values)))}
            </span>
          </span>
        </>
      )}
      <FaultNote failure={failure} />
    </li>
  );
}

function ValueCurve({ label, history }: { label: string; history: readonly ValueAt[] }) {
  const values = history.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [history[0]!.time, history.at(-1)!.time];
  // A value that hardly moves is a line in the middle, not a mountain range of its last digit.
  const span = Math.max(high - low, Math.abs(high) * 0.02, Number.MIN_VALUE);
  const middle = (high + low) / 2;
  const path = history
    .map(({ time, value }, index) => {
      const x = ((time - first) / Math.max(1, last - first)) * width;
      const y = height / 2 - ((value - middle) / span) * (height - 8);
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
  return (
    <svg
      className={classes.curve}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
