import { Skeleton } from "@mantine/core";
import { Link } from "wouter";
import type { AlertPage } from "../../../electron/contract/alertsContract.ts";
import { isUnacknowledged } from "../../live/plantView.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { usePoints } from "../../live/usePlant.ts";
import { deviationSentence, phaseWord } from "../../widgets/alertSentence.ts";
import { alertState } from "../../widgets/alertState.ts";
import { Moment } from "../../widgets/Moment.tsx";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Overview.module.css";

const shownAlerts = 12;

/** Open alerts, newest first: where, why, how old. */
export function OpenAlerts({ page }: { page: AlertPage | undefined }) {
  const { words, format } = useWords();
  const points = usePoints();
  const now = useNow();
  return (
    <section className={classes.alerts} aria-labelledby="open-alerts">
      <h2 id="open-alerts">{words.overview.openAlerts}</h2>
      {page === undefined && <Skeleton height={80} />}
      {page?.alerts.length === 0 && <p className={classes.quiet}>{words.overview.noAlerts}</p>}
      <ul className={classes.alertList}>
        {page?.alerts.slice(0, shownAlerts).map((alert) => (
          <li key={alert.id}>
            <Link href={`/alerts/${encodeURIComponent(alert.id)}`} className={classes.alert}>
              <StateShape state={alertState(alert)} unacknowledged={isUnacknowledged(alert)} />
              <span className={classes.alertText}>
                <strong>{words.sentence.where(alert.machineName, alert.componentName)}</strong>
                <span data-state={alertState(alert)} className={classes.alertWord}>
                  {words.priority[alert.priority]}
                </span>
                <span>{deviationSentence(words, format, alert.deviation, points, "worst")}</span>
                <span className={classes.quiet}>
                  <Moment time={alert.raisedAt} /> · {phaseWord(words, format, alert, now)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {page !== undefined && page.total > 0 && (
        <Link href="/alerts" className={classes.more}>
          {page.total > shownAlerts ? words.overview.moreAlerts(page.total - shownAlerts) : words.overview.showAll}
        </Link>
      )}
    </section>
  );
}
