import { Button, Checkbox, NativeSelect, Progress } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCalls, useClient } from "../../link/LinkProvider.tsx";
import type { ComponentView } from "../../live/plantView.ts";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { Panel } from "../../widgets/Panel.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";
import { ModelLine } from "./ModelLine.tsx";

const learnTimes = [60, 120, 600, 1800, 3600, 14_400] as const;

/** Teaching a component: what it has learned so far, and more of it. */
export function LearningPanel({ view: { component, points, learning } }: { view: ComponentView }) {
  const { words, format } = useWords();
  const client = useClient();
  const calls = useCalls();
  const about = useQuery(calls.station.about.queryOptions());
  const model = useQuery(calls.components.model.queryOptions({ input: { componentId: component.id } }));
  const [chosenSeconds, setSeconds] = useState<number>();
  const [startOver, setStartOver] = useState(false);
  const usual = about.data?.learnSeconds ?? 120;
  const seconds = chosenSeconds ?? usual;
  const learn = useAct((input: { seconds: number; startOver: boolean }, by) =>
    client.components.learn({ componentIds: [component.id], ...input, by }),
  );
  const stop = useMutation(calls.components.stopLearning.mutationOptions());
  const busy = learning !== undefined && (learning.state === "collecting" || learning.state === "training");
  return (
    <Panel title={words.machine.learned}>
      <FaultNote failure={model.error} />
      {model.data !== undefined && <ModelLine model={model.data} />}
      {learning?.state === "failed" && (
        <p>
          {words.machine.learningFailed} {learning.message}
        </p>
      )}
      {busy ? (
        <>
          <p role="status">
            {learning.state === "collecting" ? words.machine.collecting : words.machine.training}.{" "}
            {words.machine.learningNow(format.percent(learning.progress), format.duration(learning.remaining * 1000))}
          </p>
          <Progress
            size="lg"
            value={learning.progress * 100}
            aria-label={words.stateWith.learning(format.percent(learning.progress))}
          />
          <div>
            <Button
              variant="default"
              loading={stop.isPending}
              onClick={() => stop.mutate({ componentId: component.id })}
            >
              {words.machine.stopLearning}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={classes.quiet}>{words.machine.learnHelp}</p>
          <div className={classes.learnForm}>
            <NativeSelect
              label={words.machine.learnSeconds}
              value={seconds}
              onChange={(event) => setSeconds(Number(event.currentTarget.value))}
              data={[...new Set([usual, ...learnTimes])]
                .toSorted((a, b) => a - b)
                .map((value) => ({ value: String(value), label: format.duration(value * 1000) }))}
            />
            <Button
              variant={model.data ? "default" : "filled"}
              disabled={points.length === 0}
              loading={learn.isPending}
              onClick={() => learn.mutate({ seconds, startOver })}
            >
              {model.data ? words.machine.learnAgain : words.machine.learn}
            </Button>
          </div>
          {model.data && (
            <Checkbox
              label={words.machine.startOver}
              checked={startOver}
              onChange={(event) => setStartOver(event.currentTarget.checked)}
            />
          )}
        </>
      )}
      <FaultNote failure={learn.error ?? stop.error} />
    </Panel>
  );
}
