import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DemoState } from "../../../electron/contract/demoContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** Only on components of the demo plant: lets a fault grow, and repairs it. */
export function DemoControls({ componentId }: { componentId: string }) {
  const { words, format } = useWords();
  const calls = useCalls();
  const queries = useQueryClient();
  const growing = (state: DemoState | undefined) =>
    state?.faults.some((fault) => fault.componentId === componentId && fault.running) ?? false;
  const state = useQuery(
    calls.demo.state.queryOptions({ refetchInterval: (query) => (growing(query.state.data) ? 1000 : false) }),
  );
  const keep = (next: DemoState) => queries.setQueryData(calls.demo.state.queryKey(), next);
  const start = useMutation(calls.demo.startFault.mutationOptions({ onSuccess: keep }));
  const repair = useMutation(calls.demo.repair.mutationOptions({ onSuccess: keep }));
  const faults = state.data?.active ? state.data.faults.filter((fault) => fault.componentId === componentId) : [];
  const [chosen, setChosen] = useState<string>();
  if (faults.length === 0) return null;
  const fault = faults.find((entry) => entry.fault === chosen) ?? faults[0]!;
  const running = faults.filter((entry) => entry.running);
  return (
    <Panel title={words.machine.demo}>
      <p className={classes.quiet}>{words.machine.demoHelp}</p>
      {running.map((entry) => (
        <p key={entry.fault} role="status">
          {words.machine.growing(entry.fault, format.percent(entry.severity))}
        </p>
      ))}
      <div className={classes.learnForm}>
        <NativeSelect
          label={words.machine.demoFault}
          value={fault.fault}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={faults.map((entry) => entry.fault)}
        />
        <Button
          loading={start.isPending}
          disabled={fault.running}
          onClick={() => start.mutate({ componentId, fault: fault.fault })}
        >
          {words.machine.startFault}
        </Button>
        <Button
          variant="default"
          loading={repair.isPending}
          disabled={running.length === 0}
          onClick={() => repair.mutate({ componentId })}
        >
          {words.machine.repair}
        </Button>
      </div>
      <FaultNote failure={state.error ?? start.error ?? repair.error} />
    </Panel>
  );
}
