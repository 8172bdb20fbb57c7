import { memo } from "react";
import type { AlertRow } from "../../../electron/contract/alertsContract.ts";
import { isUnacknowledged } from "../../live/plantView.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { usePoints } from "../../live/usePlant.ts";
import { deviationSentence, phaseWord } from "../../widgets/alertSentence.ts";
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
  /** Who answered and what they said is left to the detail that stands beside the list. */
  readonly brief: boolean;
  /** Keep the same function: a line is drawn again only when it changed. */
  readonly onOpen: (row: number, id: string) => void;
}

/** One alert in the list: shape, where and why, since and for how long, who and what they said. */
export const AlertLine = memo(function AlertLine({
  id,
  row,
  total,
  top,
  height,
  alert,
  active,
  chosen,
  brief,
  onOpen,
}: Props) {
  const { words, format } = useWords();
  const points = usePoints();
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
      onClick={() => alert && onOpen(row, alert.id)}
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
              <span className={classes.quiet}>{phaseWord(words, format, alert, now)} · </span>
              {deviationSentence(words, format, alert.deviation, points)}
            </span>
          </span>
          <span className={classes.lineTime}>
            <Moment time={alert.raisedAt} as="clock" />
            <span className={classes.quiet}>{format.duration((alert.clearedAt ?? now) - alert.raisedAt)}</span>
          </span>
          {!brief && (
            <span className={classes.lineWho}>
              <span>{alert.lastBy}</span>
              <span className={classes.quiet}>{alert.lastComment}</span>
            </span>
          )}
        </>
      )}
    </div>
  );
});
