import { useEffect, useState } from "react";
import type { Unit } from "../../../electron/domain/units.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Analyser.module.css";
import { cursorFrequency } from "./frequencyTicks.ts";
import type { CursorKind, CursorMark } from "./spectrumCursor.ts";
import type { SpectrumTrace } from "./spectrumTrace.ts";
import { type AmplitudeScale, amplitudeUnit } from "./spectrumUnits.ts";

interface Props {
  readonly trace: SpectrumTrace;
  readonly marks: readonly CursorMark[];
  readonly kind: CursorKind;
  readonly unit: Unit;
  readonly scale: AmplitudeScale;
}

/** Numbers are read, not watched: a few times a second is enough. */
const readEvery = 250;

/** What the cursor reads now, and with harmonics or sidebands what each of their lines reads. */
export function CursorReadout({ trace, marks, kind, unit, scale }: Props) {
  const { words, format } = useWords();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), readEvery);
    return () => clearInterval(timer);
  }, []);
  const main = marks.find(({ order }) => order === (kind === "sidebands" ? 0 : 1));
  const textOf = (frequency: number) => {
    const reading = trace.read(frequency);
    if (reading === undefined)
      return [cursorFrequency(frequency, trace.grid.step, format.number), words.analyser.belowShown];
    const value = scale === "dB" ? format.number(reading.shown, 1) : format.measured(reading.shown);
    return [
      cursorFrequency(reading.frequency, trace.grid.step, format.number),
      `${value} ${amplitudeUnit(unit, scale)}`,
    ] as const;
  };
  // Said once when the cursor moves; a level that flickers is not read out again and again.
  const [said, setSaid] = useState("");
  const place = main?.frequency;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is said when the cursor moves, not when the level does
  useEffect(() => {
    if (place !== undefined) setSaid(textOf(place).join(", "));
  }, [place]);
  if (main === undefined) return <p className={classes.quiet}>{words.analyser.noCursor}</p>;
  const [frequency, value] = textOf(main.frequency);
  const others = marks.filter((mark) => mark !== main);
  return (
    <>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <output className={classes.reading}>
        {words.analyser.cursor} <strong>{frequency}</strong> <strong>{value}</strong>
      </output>
      {kind !== "single" && (
        <ul className={classes.marks} aria-label={words.analyser.cursors[kind]}>
          {others.map(({ order, frequency: at }) => {
            const [where, level] = textOf(at);
            return (
              <li key={order}>
                <span className={classes.order}>
                  {kind === "harmonics" ? `${order}×` : order > 0 ? `+${order}` : `−${-order}`}
                </span>
                <span>{where}</span>
                <span>{level}</span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
