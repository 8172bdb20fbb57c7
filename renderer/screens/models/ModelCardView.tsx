import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ModelDossier } from "../../../electron/contract/modelsContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { isBusy, LearningBar } from "../../widgets/LearningBar.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { CardHead } from "./CardHead.tsx";
import { DataPanel } from "./DataPanel.tsx";
import { FactsPanel } from "./FactsPanel.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { LimitsPanel } from "./LimitsPanel.tsx";
import classes from "./Models.module.css";
import type { ModelRow } from "./modelRows.ts";
import { ObjectivePanel } from "./ObjectivePanel.tsx";
import { TechniquePanel } from "./TechniquePanel.tsx";
import { TestsPanel } from "./TestsPanel.tsx";
import { ThresholdPanel } from "./ThresholdPanel.tsx";
import { VerdictPanel } from "./VerdictPanel.tsx";

interface Props {
  readonly row: ModelRow;
  /** Missing: the one in service, or the newest. */
  readonly version: number | undefined;
}

/** The report card of one model: may it serve, what for, from what, how tested, what it cannot see. */
export function ModelCardView({ row, version }: Props) {
  const { words } = useWords();
  const calls = useCalls();
  const input = { componentId: row.component.id, ...(version === undefined ? {} : { version }) };
  const dossier = useQuery(calls.models.dossier.queryOptions({ input }));
  const { learning } = row.view;
  return (
    <div className={classes.screen}>
      <nav className={classes.trail} aria-label={words.models.heading}>
        <Link href="/models">{words.models.card.all}</Link>
        <Link href={`/machines/${encodeURIComponent(row.machine.id)}/${encodeURIComponent(row.component.id)}`}>
          {words.models.card.toComponent}
        </Link>
      </nav>
      <FaultNote failure={dossier.error} retry={() => void dossier.refetch()} />
      {isBusy(learning) && (
        <section className={classes.busy} aria-label={words.models.card.learning}>
          <strong>{words.models.card.learning}</strong>
          <LearningBar learning={learning} />
        </section>
      )}
      {dossier.data === undefined && dossier.error === null && <Skeleton height={240} />}
      {dossier.data === null && <NoCard row={row} />}
      {dossier.data != null && <Card row={row} dossier={dossier.data} />}
    </div>
  );
}

function NoCard({ row: { machine, component } }: { row: ModelRow }) {
  const { words } = useWords();
  return (
    <div className={classes.none}>
      <h1>{words.models.card.none(words.sentence.where(machine.name, component.name))}</h1>
      <p>{words.models.card.noneHelp}</p>
    </div>
  );
}

function Card({ row, dossier }: { row: ModelRow; dossier: ModelDossier }) {
  const { card } = dossier;
  return (
    <>
      <CardHead row={row} dossier={dossier} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <VerdictPanel dossier={dossier} />
          <ObjectivePanel row={row} card={card} />
          <TestsPanel card={card} points={row.view.points} />
        </div>
        <div className={classes.column}>
          <ThresholdPanel card={card} summary={row.summary} />
          {/* what was said of forgetting is not about the next version */}
          <DataPanel key={card.version} dossier={dossier} />
          <LimitsPanel row={row} card={card} />
          <FactsPanel card={card} />
          <HistoryPanel dossier={dossier} />
        </div>
      </div>
      <TechniquePanel card={card} />
    </>
  );
}
