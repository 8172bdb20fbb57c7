import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AlertDetail } from "../../../electron/contract/alertsContract.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Alerts.module.css";
import { fromField, inHours, toField, tomorrowMorning } from "./shelveTimes.ts";

const usualHours = 8;

interface Props {
  readonly id: string;
  readonly now: number;
  /** undefined: given up. */
  readonly onDone: (detail: AlertDetail | undefined) => void;
}

/** Quiet until a time that is always said. */
export function ShelveForm({ id, now, onDone }: Props) {
  const { words } = useWords();
  const client = useClient();
  const [until, setUntil] = useState(() => toField(inHours(now, usualHours)));
  const [comment, setComment] = useState("");
  const first = useRef<HTMLInputElement>(null);
  const shelve = useAct(
    (time: number, by) => client.alerts.shelve({ id, by, comment, until: time }),
    (detail) => onDone(detail),
  );
  useEffect(() => first.current?.focus(), []);
  const time = fromField(until);
  const past = time === undefined || time <= now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (time !== undefined && !past) shelve.mutate(time);
  };
  const quick = [
    [words.alerts.hours(1), inHours(now, 1)],
    [words.alerts.hours(usualHours), inHours(now, usualHours)],
    [words.alerts.tomorrow, tomorrowMorning(now)],
    [words.alerts.week, inHours(now, 7 * 24)],
  ] as const;
  return (
    <Panel title={words.alerts.shelve}>
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.quiet}>{words.alerts.shelveHint}</p>
        <div className={classes.ready}>
          {quick.map(([label, moment]) => (
            <button key={label} type="button" className={classes.filter} onClick={() => setUntil(toField(moment))}>
              {label}
            </button>
          ))}
        </div>
        <TextInput
          ref={first}
          type="datetime-local"
          label={words.alerts.shelveUntil}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={past ? words.alerts.inPast : undefined}
          required
          withAsterisk={false}
        />
        <TextInput
          label={words.alerts.shelveReason}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2000}
        />
        <div className={classes.ready}>
          <Button type="submit" disabled={past} loading={shelve.isPending}>
            {words.alerts.confirmShelve}
          </Button>
          <Button variant="default" onClick={() => onDone(undefined)}>
            {words.alerts.cancel}
          </Button>
        </div>
        <FaultNote failure={shelve.error} />
      </form>
    </Panel>
  );
}
