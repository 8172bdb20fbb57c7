import { Progress } from "@mantine/core";
import { Link } from "wouter";
import type { Learning } from "../../../electron/contract/componentsContract.ts";
import type { ComponentId } from "../../../electron/domain/plant.ts";
import { learningSentence } from "../../widgets/LearningBar.tsx";
import { TestMark } from "../../widgets/TestMark.tsx";
import { failureWords } from "../../words/failureWords.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./LearnAll.module.css";
import type { LearningProgress } from "./learningProgress.ts";

/** Machine and component by component id. */
type Names = ReadonlyMap<ComponentId, string>;

export function LearnProgress({ progress, names }: { progress: LearningProgress; names: Names }) {
  const { words, format } = useWords();
  const { done, all, training } = progress;
  return (
    <div className={classes.learn}>
      <p role="status">
        {training === undefined ? (
          <>
            {words.overview.learning(done, all)} {words.overview.remaining(format.duration(progress.remaining * 1000))}
          </>
        ) : (
          <>
            {words.learn.plant.training(done, all)}{" "}
            <span className={classes.now}>
              {words.learn.plant.now(
                names.get(training.componentId) ?? training.componentId,
                learningSentence(words, format, training),
              )}
            </span>
          </>
        )}
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

interface OutcomeProps {
  readonly learning: readonly Learning[];
  readonly names: Names;
}

/** Which components could not learn, and why; and whose new model waits for an engineer. */
export function LearnOutcome({ learning, names }: OutcomeProps) {
  const { words, format } = useWords();
  const failed = learning.filter(({ state }) => state === "failed");
  const waiting = learning.filter(({ state, waits }) => state === "done" && waits === true);
  if (failed.length + waiting.length === 0) return null;
  const nameOf = (componentId: ComponentId) => names.get(componentId) ?? componentId;
  return (
    <ul className={classes.failures} role="alert">
      {failed.map((each) => (
        <li key={each.componentId}>
          <strong>{words.overview.learnFailed(nameOf(each.componentId))}</strong> {failureWords(words, format, each)}
        </li>
      ))}
      {waiting.map(({ componentId }) => (
        <li key={componentId}>
          <TestMark verdict="failed" /> {words.learn.plant.waits(nameOf(componentId))}{" "}
          <Link href={`/models/${encodeURIComponent(componentId)}`} className={classes.link}>
            {words.learn.toCard}
          </Link>
        </li>
      ))}
    </ul>
  );
}
