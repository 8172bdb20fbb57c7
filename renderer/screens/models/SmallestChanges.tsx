import type { Point } from "../../../electron/domain/plant.ts";
import { type PseudoFault, pseudoFaults, type SmallestChange } from "../../../electron/domain/reportCard.ts";
import { ShareBar } from "../../widgets/ShareBar.tsx";
import type { Format } from "../../words/format.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import type { Words } from "../../words/words.ts";
import classes from "./Models.module.css";

/** The scale ends here at the least, so that a keen model shows short bars. */
const leastScale = 12;

function hasBand(change: SmallestChange): change is SmallestChange & { low: number; high: number } {
  return change.low !== undefined && change.high !== undefined;
}

type NamedPoint = Pick<Point, "id" | "name" | "unit">;

/** What is told at the left of a bar: a band, the name of a value, a sort of fault. */
function changeName(words: Words, format: Format, found: SmallestChange, points: readonly NamedPoint[]): string {
  if (hasBand(found)) return format.band(found.low, found.high);
  const point = points.find(({ id }) => id === found.pointId);
  return point?.name ?? words.models.tests.faults[found.fault];
}

/** "3 dB", "10 °C"; undefined: not even the strongest was seen. */
function changeSize(format: Format, found: SmallestChange, points: readonly NamedPoint[]): string | undefined {
  if (typeof found.amount === "number") {
    return format.measured(found.amount, points.find(({ id }) => id === found.pointId)?.unit);
  }
  return found.change === null ? undefined : format.decibels(found.change);
}

/** "Sees a change of 3 dB in 1–2 kHz", "Impacts, as of a bearing: from 6 dB on", "Temperature: from 10 °C on". */
function changeSentence(words: Words, format: Format, found: SmallestChange, points: readonly NamedPoint[]): string {
  const { tests } = words.models;
  if (found.pointId !== undefined) {
    const [name, size] = [changeName(words, format, found, points), changeSize(format, found, points)];
    return size === undefined ? tests.blindValue(name) : tests.valueFrom(name, size);
  }
  if (hasBand(found)) {
    const band = format.band(found.low, found.high);
    return found.change === null ? tests.blindBand(band) : tests.change(format.decibels(found.change), band);
  }
  const fault = tests.faults[found.fault];
  return found.change === null ? tests.blindFault(fault) : tests.changeOf(fault, format.decibels(found.change));
}

interface Props {
  readonly smallest: readonly SmallestChange[];
  /** By whose names values are told. */
  readonly points: readonly NamedPoint[];
}

/** The weakest fault of each sort that was found, as bars on one scale: the shorter, the earlier it speaks. */
export function SmallestChanges({ smallest, points }: Props) {
  const { words } = useWords();
  const scale = Math.max(leastScale, ...smallest.map(({ change }) => change ?? 0));
  const inBands = (fault: PseudoFault) =>
    smallest.filter((entry) => entry.fault === fault && hasBand(entry)).toSorted((a, b) => (a.low ?? 0) - (b.low ?? 0));
  const others = smallest.filter((entry) => !hasBand(entry));
  return (
    <>
      {pseudoFaults
        .filter((fault) => inBands(fault).length > 0)
        .map((fault) => (
          <ChangeBars
            key={fault}
            title={words.models.tests.faults[fault]}
            changes={inBands(fault)}
            scale={scale}
            points={points}
          />
        ))}
      {others.length > 0 && <ChangeBars changes={others} scale={scale} points={points} />}
    </>
  );
}

interface BarsProps {
  readonly title?: string;
  readonly changes: readonly SmallestChange[];
  readonly scale: number;
  readonly points: readonly NamedPoint[];
}

function ChangeBars({ title, changes, scale, points }: BarsProps) {
  const { words, format } = useWords();
  return (
    <>
      {title !== undefined && <h4 className={classes.barTitle}>{title}</h4>}
      <ul className={classes.bars}>
        {changes.map((found) => (
          <li key={`${found.fault} ${found.low} ${found.pointId}`} title={changeSentence(words, format, found, points)}>
            <span aria-hidden="true">{changeName(words, format, found, points)}</span>
            {/* Of a value in its own unit there is no bar: decibels and degrees are not one scale. */}
            {typeof found.amount === "number" ? (
              <span />
            ) : (
              <ShareBar share={found.change === null ? null : found.change / scale} />
            )}
            <span aria-hidden="true">{changeSize(format, found, points) ?? words.models.tests.notSeen}</span>
            <span className="visually-hidden">{changeSentence(words, format, found, points)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
