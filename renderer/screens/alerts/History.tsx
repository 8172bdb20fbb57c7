import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import type { AlertStep } from "../../../electron/domain/alert.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";

/** Every step of the alert, newest last: when, what it became, by whom and why. */
export function History({ alert, steps }: { alert: AlertRow; steps: readonly AlertStep[] }) {
  const { words, format } = useWords();
  const now = useNow();
  return (
    <Panel title={words.alerts.history}>
      <ol className={classes.history}>
        {steps.map((step) => (
          <li key={`${step.time} ${step.to}`}>
            <time dateTime={new Date(step.time).toISOString()} title={format.exact(step.time)}>
              {format.moment(step.time, now)}
            </time>
            <span>
              {words.alerts.step(step.by, words.phase[step.to])}
              {step.comment !== "" && <q className={classes.comment}>{step.comment}</q>}
            </span>
          </li>
        ))}
        {steps.length === 0 && <li>{format.exact(alert.raisedAt)}</li>}
      </ol>
    </Panel>
  );
}
