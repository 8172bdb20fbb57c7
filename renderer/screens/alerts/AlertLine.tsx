import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import { isUnacknowledged } from "../../live/plantView.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { deviationSentence } from "../../widgets/alertSentence.ts";
import { alertState } from "../../widgets/alertState.ts";
import { Moment } from "../../widgets/Moment.tsx";
import { StateShape } from "../../widgets/StateShape.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";

interface Props {
  readonly id: string;
  readonly row: number;
  readonly total: number;
  readonly top: number;
  readonly height: number;
  /** Missing while its page is on the way. */
  readonly alert: AlertRow | undefined;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onOpen: (alert: AlertRow) => void;
}

/** One alert in the list: shape, where and why, since and for how long, who and what they said. */
export function AlertLine({ id, row, total, top, height, alert, active, chosen, onOpen }: Props) {
  const { words, format } = useWords();
  const now = useNow();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it owns the keyboard
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-posinset={row + 1}
      aria-setsize={total}
      data-active={active || undefined}
      className={classes.line}
      style={{ top, height }}
      onClick={() => alert && onOpen(alert)}
    >
      {alert !== undefined && (
        <>
          <StateShape state={alertState(alert)} unacknowledged={isUnacknowledged(alert)} />
          <span className={classes.lineText}>
            <span className={classes.lineWhat}>
              <strong>{words.sentence.where(alert.machineName, alert.componentName)}</strong>
              <span data-state={alertState(alert)} className={classes.word}>
                {words.priority[alert.priority]}
              </span>
            </span>
            <span className={classes.lineWhy}>
              <span className={classes.quiet}>{words.phase[alert.phase]} · </span>
              {deviationSentence(words, format, alert.deviation)}
            </span>
          </span>
          <span className={classes.lineTime}>
            <Moment time={alert.raisedAt} as="clock" />
            <span className={classes.quiet}>{format.duration((alert.clearedAt ?? now) - alert.raisedAt)}</span>
          </span>
          <span className={classes.lineWho}>
            <span>{alert.lastBy}</span>
            <span className={classes.quiet}>{alert.lastComment}</span>
          </span>
        </>
      )}
    </div>
  );
}
