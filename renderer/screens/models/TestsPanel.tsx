import type { Point } from "../../../electron/domain/plant.ts";
import type { ReportCard } from "../../../electron/domain/reportCard.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { ShareBar } from "../../widgets/ShareBar.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import { SmallestChanges } from "./SmallestChanges.tsx";

/** The bars end somewhat beyond the threshold, so that its line is seen. */
const leastScale = 1.25;

/** How it fared: on time it had not heard, made again with other dice, and on faults that were put in. */
export function TestsPanel({ card, points }: { card: ReportCard; points: readonly Point[] }) {
  const { words, format } = useWords();
  const { trained, heldOut, heldOutHighest, seedSpread, control, smallest } = card.test;
  const { tests } = words.models;
  const scale = Math.max(leastScale, heldOutHighest * 1.1);
  const tellsApart = card.gates.some(({ name, passed }) => name === "small gap" && !passed);
  const seen = [
    [tests.trained, trained],
    [tests.heldOut, heldOut],
    [tests.highest, heldOutHighest],
  ] as const;
  return (
    <Panel title={tests.title}>
      <p>
        {tests.gap(format.share(trained), format.share(heldOut), format.share(heldOutHighest))}{" "}
        {tellsApart ? tests.gapLarge : tests.gapSmall}
      </p>
      <ul className={classes.bars}>
        {seen.map(([name, value]) => (
          <li key={name}>
            <span>{name}</span>
            <ShareBar share={value / scale} line={1 / scale} />
            <span>{format.share(value)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        {seedSpread === 0 ? tests.noChance : tests.seed(format.share(seedSpread))}{" "}
        {tests.control(format.share(control))}
      </p>
      <h3>{tests.sees}</h3>
      {smallest.length === 0 ? (
        <p className={classes.quiet}>{tests.notTested}</p>
      ) : (
        <>
          <p className={classes.quiet}>{tests.seesHelp}</p>
          <SmallestChanges smallest={smallest} points={points} />
        </>
      )}
    </Panel>
  );
}
