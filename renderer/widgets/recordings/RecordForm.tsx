import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { millisecondsPerSecond, type Seconds } from "../../../electron/domain/units.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useNow } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import { FaultNote } from "../FaultNote.tsx";
import classes from "./Recordings.module.css";

/** A choice of points with a name of its own: a component, a whole machine. */
export interface RecordScope {
  readonly id: string;
  readonly name: string;
  readonly pointIds: readonly string[];
}

interface Props {
  /** At least one; the first is what is recorded unless another is chosen. */
  readonly scopes: readonly RecordScope[];
  /** How far back the station remembers. */
  readonly preTrigger: Seconds;
}

/** Records now: what was heard before the button was pressed is on it, too. */
export function RecordForm({ scopes, preTrigger }: Props) {
  const { words, format } = useWords();
  const say = words.recordings;
  const client = useClient();
  const now = useNow();
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState("");
  const [before, setBefore] = useState<number>();
  const [seconds, setSeconds] = useState<number>();
  const scope = scopes.find(({ id }) => id === chosen) ?? scopes[0];
  const usualName = say.usualName(scope?.name ?? "", format.clockSeconds(now));
  const start = useAct(
    (wish: { name: string; pointIds: string[] }, by) =>
      client.recordings.start({ ...wish, by, preTrigger: Math.min(before ?? preTrigger, preTrigger), seconds }),
    () => setName(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (scope !== undefined) start.mutate({ name: name.trim() || usualName, pointIds: [...scope.pointIds] });
  };
  if (scope === undefined) return <p className={classes.quiet}>{say.noPoints}</p>;
  return (
    <form className={classes.form} aria-label={say.record} onSubmit={submit}>
      <TextInput
        label={say.name}
        placeholder={usualName}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {scopes.length > 1 && (
        <NativeSelect
          label={say.what}
          value={scope.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={scopes.map(({ id, name: label }) => ({ value: id, label }))}
        />
      )}
      <NumberInput
        label={say.preTrigger}
        description={say.preTriggerHint(format.duration(preTrigger * millisecondsPerSecond))}
        value={before ?? Math.round(preTrigger)}
        min={0}
        max={Math.floor(preTrigger)}
        onChange={(value) => setBefore(typeof value === "number" ? value : undefined)}
      />
      <NumberInput
        label={say.seconds}
        description={say.secondsHint}
        value={seconds ?? ""}
        min={1}
        max={86_400}
        onChange={(value) => setSeconds(typeof value === "number" ? value : undefined)}
      />
      <Button type="submit" loading={start.isPending}>
        {say.start}
      </Button>
      <FaultNote failure={start.error} />
    </form>
  );
}
