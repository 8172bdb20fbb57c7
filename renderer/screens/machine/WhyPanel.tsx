import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Point } from "../../../electron/domain/plant.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import type { ComponentView } from "../../live/plantView.ts";
import { deviationSentence } from "../../widgets/alertSentence.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { ShareBar } from "../../widgets/ShareBar.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Why.module.css";
import { WhyFeatures } from "./WhyFeatures.tsx";
import { type Difference, whatDiffers } from "./whatDiffers.ts";

/** Often enough to see it change, seldom enough to read it. */
const refreshEvery = 3000;
const shownBands = 3;

/** Why the score is what it is: the bands that differ most, in words; every feature one click away. */
export function WhyPanel({ view: { component, points } }: { view: ComponentView }) {
  const { words, format } = useWords();
  const calls = useCalls();
  const why = useQuery(
    calls.models.explain.queryOptions({ input: { componentId: component.id }, refetchInterval: refreshEvery }),
  );
  return (
    <Panel title={words.learn.why.title}>
      <FaultNote failure={why.error} retry={() => void why.refetch()} />
      {why.data === undefined && why.error === null && <Skeleton height={120} />}
      {why.data === null && <p className={classes.quiet}>{words.learn.why.noScore}</p>}
      {why.data != null && (
        <>
          <WhyBands bands={whatDiffers(why.data, points)} points={points} />
          <p className={classes.quiet}>
            {words.learn.why.score(format.measured(why.data.value), format.measured(why.data.threshold))}
          </p>
          <WhyFeatures features={why.data.features} points={points} />
        </>
      )}
    </Panel>
  );
}

interface BandsProps {
  readonly bands: readonly Difference[];
  readonly points: readonly Point[];
}

function WhyBands({ bands, points }: BandsProps) {
  const { words, format } = useWords();
  const shown = bands.slice(0, shownBands);
  if (shown.length === 0) return <p>{words.learn.why.none}</p>;
  return (
    <ul className={classes.why}>
      {shown.map((band) => {
        const sentence = deviationSentence(words, format, band, points);
        // A value is told by the name of its point already.
        const told = points.length <= 1 || band.value !== undefined;
        const point = told ? undefined : points.find(({ id }) => id === band.pointId)?.name;
        return (
          <li key={`${band.pointId} ${band.low}`}>
            <span>{point === undefined ? sentence : words.learn.why.at(sentence, point)}</span>
            <ShareBar share={band.share} />
            <span className={classes.quiet}>{words.learn.why.share(format.share(band.share))}</span>
          </li>
        );
      })}
    </ul>
  );
}
