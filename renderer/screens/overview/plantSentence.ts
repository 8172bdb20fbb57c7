import { type ComponentView, isAbnormal } from "../../live/plantView.ts";
import type { Words } from "../../words/words.ts";

/** The one sentence over the wall. It never says that all is well while something is not judged. */
export function plantSentence(words: Words, components: readonly Pick<ComponentView, "state">[]): string {
  const all = components.length;
  const wrong = components.filter(({ state }) => isAbnormal(state)).length;
  if (wrong > 0) return words.overview.someWrong(wrong, all);
  const usual = components.filter(({ state }) => state === "as usual").length;
  if (usual === 0) return words.overview.noneJudged;
  return usual === all ? words.overview.allWell(all) : words.overview.wellOthers(usual, all - usual, all);
}
