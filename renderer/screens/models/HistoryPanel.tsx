import { Link } from "wouter";
import type { ModelDossier, ModelVersion } from "../../../electron/contract/modelsContract.ts";
import type { ModelDecision } from "../../../electron/domain/modelDecision.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { decisionWords } from "../../words/decisionWords.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";

/** Every version that is kept, newest first; an older one is shown, and put into service from its own card. Then who decided what. */
export function HistoryPanel({ dossier: { card, version, versions, decisions } }: { dossier: ModelDossier }) {
  const { words } = useWords();
  return (
    <Panel title={words.models.history.title}>
      <ol className={classes.sessions}>
        {versions.map((entry) => (
          <li key={entry.version} aria-current={entry.version === version.version ? "true" : undefined}>
            <Version entry={entry} />
            {entry.version !== version.version && (
              <Link
                href={`/models/${encodeURIComponent(card.componentId)}/${entry.version}`}
                className={classes.action}
              >
                {words.models.history.show(entry.version)}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {decisions.length > 0 && (
        <>
          <h3>{words.models.history.decisions}</h3>
          <ol className={classes.sessions}>
            {decisions.map((decision) => (
              <li key={`${decision.time} ${decision.what}`}>
                <Decision decision={decision} />
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

function Decision({ decision }: { decision: ModelDecision }) {
  const { words, format } = useWords();
  const now = useNow();
  const { history } = words.models;
  return (
    <span>
      {decisionWords(words, format, decision)}
      <span className={classes.second}>
        {history.decided(format.moment(decision.time, now), decision.by)}
        {decision.what === "put into service" && decision.reason !== undefined && `: ${decision.reason}`}
      </span>
    </span>
  );
}

function Version({ entry }: { entry: ModelVersion }) {
  const { words, format } = useWords();
  const now = useNow();
  const kind = words.models.kinds[entry.kind] ?? entry.kind;
  return (
    <span>
      <strong>{words.models.version(entry.version)}</strong>
      {entry.inService && <span className={classes.gateWord}>{words.models.history.inService}</span>}
      <span className={classes.second}>
        {words.models.history.line(format.moment(entry.trainedAt, now), kind, entry.trainedBy)}
        {entry.override !== undefined &&
          `, ${words.models.history.signed(entry.override.by)}: ${entry.override.reason}`}
      </span>
    </span>
  );
}
