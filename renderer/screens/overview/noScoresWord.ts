import type { HealthState } from "../../../electron/domain/assessment.ts";
import { isAbnormal } from "../../live/plantView.ts";
import type { Words } from "../../words/words.ts";

/** Why there is no line yet: where a component is judged its first scores are on their way, otherwise there is nothing to wait for. */
export function noScoresWord(words: Words, state: HealthState): string {
  return state === "as usual" || isAbnormal(state) ? words.overview.firstScores : words.overview.noScores;
}
