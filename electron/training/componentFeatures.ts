import { recipeOf } from "../features/recipes.ts";
import type { TrainingFeature } from "../micromodels/kind.ts";
import type { TrainingRequest } from "./trainingRequest.ts";

/** Traits of the joined vectors of a component; each name carries its point. @throws Fault NOT_FOUND, BAD_INPUT */
export function componentFeatures(recipe: string, points: TrainingRequest["points"]): TrainingFeature[] {
  return points.flatMap((point) =>
    recipeOf(recipe)
      .traits(point.sampleRate)
      .map((trait) => ({ ...trait, pointId: point.id, name: `${point.id} ${trait.name}` })),
  );
}
