import type { ReportCard } from "../../../electron/domain/reportCard.ts";
import { mountingLimit } from "../../widgets/mountingLimit.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import type { ModelRow } from "./modelRows.ts";

/** What no model can know from these sensors: bounded by how they are sampled and how they are fixed. */
export function LimitsPanel({ row, card }: { row: ModelRow; card: ReportCard }) {
  const { words, format } = useWords();
  const points = new Map(row.view.points.map((point) => [point.id, point]));
  return (
    <Panel title={words.models.limits.title}>
      <ul className={classes.plain}>
        {card.data.points.map(({ id, sampleRate, value }) => {
          const point = points.get(id);
          const mounting = point?.mounting ?? "unknown";
          const limit = mountingLimit(mounting, sampleRate);
          const name = point?.name ?? id;
          if (value !== undefined) return <li key={id}>{words.models.limits.values(name)}</li>;
          const why =
            limit < sampleRate / 2
              ? words.models.limits.byMounting(words.mounting[mounting].toLocaleLowerCase())
              : words.models.limits.byRate(format.frequency(sampleRate));
          return (
            <li key={id}>
              {words.models.limits.above(name, format.frequency(limit))} <span className={classes.quiet}>{why}</span>
            </li>
          );
        })}
        <li>{words.models.limits.modes}</li>
        <li>{words.models.limits.off}</li>
      </ul>
    </Panel>
  );
}
