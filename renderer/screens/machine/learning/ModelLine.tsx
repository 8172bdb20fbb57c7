import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ModelDossier } from "../../../../electron/contract/modelsContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { useNow } from "../../../live/StationProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { alarmRate } from "../../../words/alarmRate.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Learning.module.css";

/** The micromodel in one line, which leads to its card. */
export function ModelLine({ componentId }: { componentId: string }) {
  const { words } = useWords();
  const calls = useCalls();
  const dossier = useQuery(calls.models.dossier.queryOptions({ input: { componentId } }));
  // A model that was made before cards were kept has a line, and no card.
  const model = useQuery(
    calls.components.model.queryOptions({ input: { componentId }, enabled: dossier.data === null }),
  );
  if (dossier.data != null) return <CardLine dossier={dossier.data} />;
  if (model.data != null) return <PlainLine model={model.data} />;
  return (
    <>
      {model.data === null && <p>{words.machine.noModel}</p>}
      <FaultNote failure={dossier.error ?? model.error} />
    </>
  );
}

function CardLine({ dossier: { card, version } }: { dossier: ModelDossier }) {
  const { words, format } = useWords();
  const now = useNow();
  if (!version.inService) return null;
  const sessions = card.data.sessions.filter(({ leftOut }) => leftOut === undefined).length;
  return (
    <p>
      <Link href={`/models/${encodeURIComponent(card.componentId)}`} className={classes.link}>
        {words.learn.line(
          words.models.sessions(sessions, format.duration(card.data.duration * 1000)),
          alarmRate(words.models.alarms, format, card.threshold.expected.perMonth),
          card.version,
          format.moment(version.servesSince ?? card.trainedAt, now),
        )}
      </Link>
    </p>
  );
}

interface PlainProps {
  readonly model: {
    readonly sessions: readonly { readonly from: number; readonly to: number }[];
    readonly version: number;
    readonly trainedAt: number;
    readonly trainedBy: string;
  };
}

function PlainLine({ model }: PlainProps) {
  const { words, format } = useWords();
  const now = useNow();
  const learned = model.sessions.reduce((sum, { from, to }) => sum + (to - from), 0);
  return (
    <p>
      {words.machine.model(
        model.sessions.length,
        format.duration(learned),
        model.version,
        format.moment(model.trainedAt, now),
      )}{" "}
      {words.machine.modelBy(model.trainedBy)}
    </p>
  );
}
