import type { ScoreExplanation } from "../../contract/modelsContract.ts";
import type { ComponentId } from "../../domain/plant.ts";
import { explainScore } from "../../training/explainScore.ts";
import type { AppContext } from "../appContext.ts";
import { openVersion } from "./modelStore.ts";

/** More of them say nothing more to a person. */
const featuresTold = 12;

/** Why the last window of a component scored as it did; null while nothing is scored. @throws Fault BAD_ARTIFACT */
export function explainLast({ store, lastScores }: AppContext, componentId: ComponentId): ScoreExplanation | null {
  const last = lastScores.of(componentId);
  if (last === undefined) return null;
  const { time, value, threshold, modelVersion, windows } = last;
  const explained = explainScore(openVersion(store, componentId, modelVersion).opened, windows);
  return { time, value, threshold, features: explained.features.slice(0, featuresTold), bands: explained.bands };
}
