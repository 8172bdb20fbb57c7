import { recipeOf } from "../features/recipes.ts";
import { valueFeatures } from "../features/valueRecipe.ts";
import type { Excerpt } from "./heldOut.ts";
import type { TrainingRequest } from "./trainingRequest.ts";

/**
 * Prepares the features of excerpts as the pipeline computes them.
 * @returns shape [features], the vectors of all points joined; null when one of them cannot be computed or has no samples
 * @throws Fault NOT_FOUND for an unknown recipe
 */
export function computeExcerpt(
  recipe: string,
  points: TrainingRequest["points"],
): (excerpt: Excerpt) => Float32Array<ArrayBuffer> | null {
  const runs = points.map(({ sampleRate, value }) =>
    value === undefined
      ? recipeOf(recipe).prepare(sampleRate)
      : { compute: (values: Float32Array) => valueFeatures(value, values) },
  );
  return (excerpt) => {
    // an excerpt of before a sensor was added or removed
    if (excerpt.length !== runs.length) return null;
    const vectors = runs.map((run, p) => run.compute(excerpt[p]!));
    if (!vectors.every((vector) => vector !== null)) return null;
    const whole = new Float32Array(vectors.reduce((length, vector) => length + vector.length, 0));
    let at = 0;
    for (const vector of vectors) {
      whole.set(vector, at);
      at += vector.length;
    }
    return whole;
  };
}
