import type { ReportCard } from "../../../electron/domain/reportCard.ts";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";

const shortHash = 16;

/** When, by whom, how large, how fast, with what: for those who ask. */
export function FactsPanel({ card }: { card: ReportCard }) {
  const { words, format } = useWords();
  const { facts } = words.models;
  return (
    <Panel title={facts.title}>
      <dl className={classes.facts}>
        <dt>{facts.trained}</dt>
        <dd>{facts.trainedBy(format.exact(card.trainedAt), card.trainedBy)}</dd>
        <dt>{facts.size}</dt>
        <dd>{format.bytes(card.cost.bytes)}</dd>
        <dt>{facts.score}</dt>
        <dd>{facts.micros(format.measured(card.cost.scoreMicros))}</dd>
        <dt>{facts.computing}</dt>
        <dd>{format.duration(card.cost.trainSeconds * 1000)}</dd>
        <dt>{facts.backend}</dt>
        <dd>{card.cost.backend}</dd>
        <dt>{facts.hash}</dt>
        <dd title={card.hash}>{card.hash.slice(0, shortHash)}</dd>
      </dl>
    </Panel>
  );
}
