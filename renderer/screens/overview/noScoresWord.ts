import type { HealthState } from "../../../electron/domain/assessment.ts";
import type { Words } from "../../words/words.ts";

const judged: ReadonlySet<HealthState> = new Set(["as usual", "watch", "warning", "alarm"]);

/** Why there is no line yet: where a component is judged its first scores are on their way, otherwise there is nothing to wait for. */
export function noScoresWord(words: Words, state: HealthState): string {
  return judged.has(state) ? words.overview.firstScores : words.overview.noScores;
}
