import { Button, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { AlertDetail as Detail } from "../../../electron/contract/alertsContract.ts";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import { isUnacknowledged } from "../../live/plantView.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { phaseWord, useAlertSentence } from "../../widgets/alertSentence.ts";
import { alertState } from "../../widgets/alertState.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { AcknowledgeForm } from "./AcknowledgeForm.tsx";
import classes from "./Alerts.module.css";
import { EvidencePanel } from "./EvidencePanel.tsx";
import { History } from "./History.tsx";
import { ShelveForm } from "./ShelveForm.tsx";

/** What a key in the list asked for. */
export type Intent = "acknowledge" | "shelve";

interface Props {
  readonly id: string;
  readonly intent: Intent | undefined;
  readonly onIntentDone: () => void;
}

/** One alert: the sentence, what to do, the answer, the evidence, the history. */
export function AlertDetail({ id, intent, onIntentDone }: Props) {
  const { words, format } = useWords();
  const calls = useCalls();
  const client = useClient();
  const queries = useQueryClient();
  const now = useNow();
  const sentenceOf = useAlertSentence();
  const key = calls.alerts.get.queryKey({ input: { id } });
  const { data, error, refetch } = useQuery(
    calls.alerts.get.queryOptions({
      input: { id },
      // The evidence is complete some seconds after the alert: asked again until it is there.
      refetchInterval: (query) =>
        query.state.data !== undefined && query.state.data.evidence === undefined ? 2000 : false,
    }),
  );
  const keep = (detail: Detail) => queries.setQueryData(key, detail);
  const unshelve = useAct((_: undefined, by) => client.alerts.unshelve({ id, by, comment: "" }), keep);
  const [shelving, setShelving] = useState(false);
  useEffect(() => {
    if (intent === "shelve") setShelving(true);
  }, [intent]);
  if (data === undefined) {
    return error === null ? <Skeleton height={320} /> : <FaultNote failure={error} retry={() => void refetch()} />;
  }
  const { alert, history, evidence } = data;
  const state = alertState(alert);
  const shelvable = alert.phase === "unacknowledged" || alert.phase === "acknowledged" || alert.phase === "returned";
  return (
    <article className={classes.detail}>
      <header className={classes.detailHead}>
        <span className={classes.bigShape}>
          <StateShape state={state} unacknowledged={isUnacknowledged(alert)} />
        </span>
        <div>
          <h2 className={classes.sentence}>{sentenceOf(alert)}</h2>
          <p>
            <strong data-state={state} className={classes.word}>
              {words.priority[alert.priority]}
            </strong>{" "}
            · {phaseWord(words, format, alert, now)} ·{" "}
            {words.alerts.peak(format.measured(alert.peakScore / alert.threshold))}
          </p>
          {alert.clearedAt !== undefined && <p>{words.alerts.cleared(format.moment(alert.clearedAt, now))}</p>}
        </div>
      </header>
      <div className={classes.detailActions}>
        <Button
          variant="default"
          component={Link}
          href={`/machines/${encodeURIComponent(alert.machineId)}/${encodeURIComponent(alert.componentId)}`}
        >
          {words.alerts.toMachine}
        </Button>
        {shelvable && !shelving && (
          <Button variant="default" onClick={() => setShelving(true)}>
            {words.alerts.shelve}
          </Button>
        )}
        {alert.phase === "shelved" && (
          <Button variant="default" loading={unshelve.isPending} onClick={() => unshelve.mutate(undefined)}>
            {words.alerts.unshelve}
          </Button>
        )}
        <FaultNote failure={unshelve.error} />
      </div>
      {shelving && shelvable && (
        <ShelveForm
          id={id}
          now={now}
          onDone={(detail) => {
            if (detail !== undefined) keep(detail);
            setShelving(false);
            onIntentDone();
          }}
        />
      )}
      <Panel title={words.alerts.todo}>
        <p>{words.todo[alert.priority]}</p>
        {isUnacknowledged(alert) && (
          <AcknowledgeForm id={id} focus={intent === "acknowledge"} onFocused={onIntentDone} onDone={keep} />
        )}
      </Panel>
      <EvidencePanel alert={alert} evidence={evidence} />
      <History alert={alert} steps={history} />
    </article>
  );
}
