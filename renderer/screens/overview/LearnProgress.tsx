import { Progress } from "@mantine/core";
import type { Learning } from "../../../electron/contract/componentsContract.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./LearnAll.module.css";
import type { LearningProgress } from "./learningProgress.ts";

export function LearnProgress({ progress }: { progress: LearningProgress }) {
  const { words, format } = useWords();
  return (
    <div className={classes.learn}>
      <p>
        {words.overview.learning(progress.done, progress.all)}{" "}
        {words.overview.remaining(format.duration(progress.remaining * 1000))}
      </p>
      <Progress
        value={progress.share * 100}
        size="lg"
        aria-label={words.stateWith.learning(format.percent(progress.share))}
        className={classes.progress}
      />
    </div>
  );
}

interface FailedProps {
  readonly learning: readonly Learning[];
  /** Machine and component by component id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Which components could not learn, and why, as the station says it. */
export function LearnFailures({ learning, names }: FailedProps) {
  const { words } = useWords();
  const failed = learning.filter(({ state }) => state === "failed");
  if (failed.length === 0) return null;
  return (
    <ul className={classes.failures} role="alert">
      {failed.map(({ componentId, message }) => (
        <li key={componentId}>
          <strong>{words.overview.learnFailed(names.get(componentId) ?? componentId)}</strong> {message}
        </li>
      ))}
    </ul>
  );
}
