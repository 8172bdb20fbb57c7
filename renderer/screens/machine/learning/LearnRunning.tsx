import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Learning } from "../../../../electron/contract/componentsContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { FaultNote } from "../../../widgets/FaultNote.tsx";
import { LearningBar } from "../../../widgets/LearningBar.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "./Learning.module.css";
import { LearnStep } from "./LearnStep.tsx";

/** Listening, then working out: the fifth step, with what it is at. */
export function LearnRunning({ learning }: { learning: Learning }) {
  const { words } = useWords();
  const calls = useCalls();
  const stop = useMutation(calls.components.stopLearning.mutationOptions());
  return (
    <>
      <ol className={classes.steps}>
        <LearnStep name="objective" phase="done" />
        <LearnStep name="data" phase={learning.state === "collecting" ? "current" : "done"}>
          {learning.state === "collecting" && <LearningBar learning={learning} />}
        </LearnStep>
        <LearnStep name="technique" phase={learning.state === "collecting" ? "ahead" : "done"} />
        <LearnStep name="help" phase={learning.state === "collecting" ? "ahead" : "done"} />
        <LearnStep name="train" phase={learning.state === "training" ? "current" : "ahead"}>
          {learning.state === "training" && <LearningBar learning={learning} />}
        </LearnStep>
        <LearnStep name="deploy" phase="ahead" />
      </ol>
      <p className={classes.quiet}>{words.learn.leave}</p>
      <div>
        <Button
          variant="default"
          loading={stop.isPending}
          onClick={() => stop.mutate({ componentId: learning.componentId })}
        >
          {words.learn.stop}
        </Button>
      </div>
      <FaultNote failure={stop.error} />
    </>
  );
}
