import { recipeOf } from "../features/recipes.ts";
import { valueTraits } from "../features/valueRecipe.ts";
import type { TrainingFeature } from "../micromodels/kind.ts";
import type { TrainingRequest } from "./trainingRequest.ts";

/** Traits of the joined vectors of a component; each name carries its point. @throws Fault NOT_FOUND, BAD_INPUT */
export function componentFeatures(recipe: string, points: TrainingRequest["points"]): TrainingFeature[] {
  return points.flatMap(({ id, sampleRate, value }) =>
    (value === undefined ? recipeOf(recipe).traits(sampleRate) : valueTraits(value)).map((trait) => {
      return { ...trait, pointId: id, name: `${id} ${trait.name}` };
    }),
  );
}
