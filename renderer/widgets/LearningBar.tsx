import { Progress } from "@mantine/core";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import type { Format } from "../words/format.ts";
import { useWords } from "../words/WordsProvider.tsx";
import type { Words } from "../words/words.ts";

/** The component listens or is being worked out at this moment. */
export function isBusy(learning: Learning | undefined): learning is Learning {
  return learning?.state === "collecting" || learning?.state === "training";
}

/** What a learning component is at: "Listening: 63 %, about 44 s to go", "Trying techniques: 40 %". */
export function learningSentence(words: Words, format: Format, learning: Learning): string {
  if (learning.heldBy === "machine off") return words.learn.held;
  if (learning.state === "collecting") {
    return words.learn.collecting(format.percent(learning.progress), format.duration(learning.remaining * 1000));
  }
  const stage = words.learn.stages[learning.stage ?? "waiting"];
  return learning.stage === undefined || learning.stage === "waiting"
    ? `${stage}.`
    : words.learn.trained(stage, format.percent(learning.trained ?? 0));
}

/** How far it is, in words and as a bar: first the listening, then the working out. */
export function LearningBar({ learning }: { learning: Learning }) {
  const { words, format } = useWords();
  const sentence = learningSentence(words, format, learning);
  const share = learning.state === "collecting" ? learning.progress : (learning.trained ?? 0);
  return (
    <>
      <p role="status">{sentence}</p>
      <Progress size="lg" value={share * 100} aria-label={sentence} />
    </>
  );
}
