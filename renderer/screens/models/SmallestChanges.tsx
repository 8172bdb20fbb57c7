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

/** "Sees a change of 3 dB in 1–2 kHz", "Impacts, as of a bearing: from 6 dB on". */
function changeSentence(words: Words, format: Format, found: SmallestChange): string {
  const { tests } = words.models;
  if (hasBand(found)) {
    const band = format.band(found.low, found.high);
    return found.change === null ? tests.blindBand(band) : tests.change(format.decibels(found.change), band);
  }
  const fault = tests.faults[found.fault];
  return found.change === null ? tests.blindFault(fault) : tests.changeOf(fault, format.decibels(found.change));
}

/** The weakest fault of each sort that was found, as bars on one scale: the shorter, the earlier it speaks. */
export function SmallestChanges({ smallest }: { smallest: readonly SmallestChange[] }) {
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
          <ChangeBars key={fault} title={words.models.tests.faults[fault]} changes={inBands(fault)} scale={scale} />
        ))}
      {others.length > 0 && <ChangeBars changes={others} scale={scale} />}
    </>
  );
}

interface BarsProps {
  readonly title?: string;
  readonly changes: readonly SmallestChange[];
  readonly scale: number;
}

function ChangeBars({ title, changes, scale }: BarsProps) {
  const { words, format } = useWords();
  return (
    <>
      {title !== undefined && <h4 className={classes.barTitle}>{title}</h4>}
      <ul className={classes.bars}>
        {changes.map((found) => (
          <li key={`${found.fault} ${found.low}`} title={changeSentence(words, format, found)}>
            <span aria-hidden="true">
              {hasBand(found) ? format.band(found.low, found.high) : words.models.tests.faults[found.fault]}
            </span>
            <ShareBar share={found.change === null ? null : found.change / scale} />
            <span aria-hidden="true">
              {found.change === null ? words.models.tests.notSeen : format.decibels(found.change)}
            </span>
            <span className="visually-hidden">{changeSentence(words, format, found)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
