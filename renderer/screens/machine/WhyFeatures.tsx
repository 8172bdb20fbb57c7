import type { ScoreExplanation } from "../../../electron/contract/modelsContract.ts";
import type { Point } from "../../../electron/domain/plant.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Why.module.css";

const shownFeatures = 12;

interface Props {
  readonly features: ScoreExplanation["features"];
  readonly points: readonly Point[];
}

/** The values themselves, now and healthy, by their part in the score: for those who ask. */
export function WhyFeatures({ features, points }: Props) {
  const { words, format } = useWords();
  const { why } = words.learn;
  const pointOf = new Map(points.map((point) => [point.id, point]));
  const label = (pointId: string, name: string) => {
    const point = pointOf.get(pointId);
    if (point?.signal === "feature") return `${point.name} (${point.unit})`;
    return points.length > 1 ? `${point?.name ?? pointId}: ${name}` : name;
  };
  return (
    <details className={classes.details}>
      <summary>{why.features}</summary>
      <table className={classes.features}>
        <thead>
          <tr>
            <th scope="col">{why.feature}</th>
            <th scope="col">{why.now}</th>
            <th scope="col">{why.healthy}</th>
            <th scope="col">{why.part}</th>
          </tr>
        </thead>
        <tbody>
          {features.slice(0, shownFeatures).map(({ pointId, name, now, healthy, share }) => (
            <tr key={`${pointId} ${name}`}>
              <th scope="row">{label(pointId, name)}</th>
              <td>{format.measured(now)}</td>
              <td>{format.measured(healthy)}</td>
              <td>{format.share(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {features.length > shownFeatures && <p className={classes.quiet}>{why.more(features.length - shownFeatures)}</p>}
    </details>
  );
}
