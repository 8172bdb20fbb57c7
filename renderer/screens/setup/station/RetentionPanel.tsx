import { Button, NumberInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { RetentionSettings } from "../../../../electron/contract/stationContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { Panel } from "../../../widgets/Panel.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

const fields = [
  ["secondTrendDays", "days", 1, 90],
  ["minuteTrendDays", "days", 7, 1100],
  ["hourTrendDays", "days", 365, 36_500],
  ["featureHours", "hours", 1, 2400],
  ["evidenceMegabytes", "megabytes", 50, 10_000_000],
  ["recordingMegabytes", "megabytes", 50, 10_000_000],
  ["preTriggerSeconds", "seconds", 1, 600],
] as const;

/** How long things are kept, and how much disk they may take. */
export function RetentionPanel() {
  const { words } = useWords();
  const calls = useCalls();
  const queries = useQueryClient();
  const current = useQuery(calls.station.retention.queryOptions());
  const [typed, setTyped] = useState<Partial<RetentionSettings>>({});
  const save = useMutation(
    calls.station.setRetention.mutationOptions({
      onSuccess: (settings) => {
        queries.setQueryData(calls.station.retention.queryKey(), settings);
        setTyped({});
      },
    }),
  );
  const settings = current.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (settings !== undefined) save.mutate({ ...settings, ...typed });
  };
  return (
    <Panel title={words.setup.retention}>
      <p className={classes.quiet}>{words.setup.retentionHelp}</p>
      <FaultNote failure={current.error} />
      {settings !== undefined && (
        <form className={classes.form} onSubmit={submit}>
          <div className={classes.fields}>
            {fields.map(([field, unit, min, max]) => (
              <NumberInput
                key={field}
                label={`${words.setup[field]} (${words.setup[unit]})`}
                value={typed[field] ?? settings[field]}
                min={min}
                max={max}
                allowDecimal={false}
                onChange={(value) => typeof value === "number" && setTyped({ ...typed, [field]: value })}
              />
            ))}
          </div>
          <div className={classes.inline}>
            <Button type="submit" variant="default" disabled={Object.keys(typed).length === 0} loading={save.isPending}>
              {words.setup.save}
            </Button>
            {save.isSuccess && Object.keys(typed).length === 0 && <span role="status">{words.setup.saved}</span>}
          </div>
          <FaultNote failure={save.error} />
        </form>
      )}
    </Panel>
  );
}
