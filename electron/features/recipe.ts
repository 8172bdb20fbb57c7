import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";

/** A named, versioned list of features of one window. Changing what it computes means a new `id`: models depend on it. */
export interface Recipe {
  readonly id: string;
  /** Names of the values for this sample rate, in order; units and definitions stand in the docstring of the recipe. */
  names(sampleRate: Hertz): readonly string[];
  /** What each value describes and whether gain changes it, in the same order as `names`. */
  traits(sampleRate: Hertz): readonly FeatureTrait[];
  /**
   * Prepares windows, filter banks and buffers once for one sample rate. The buffers belong to the run: one caller at a time.
   * @throws Fault BAD_INPUT for a rate it cannot serve
   */
  prepare(sampleRate: Hertz): RecipeRun;
}

export interface RecipeRun {
  /**
   * @param window samples of one window in the unit of the point, of any length ≥ one frame
   * @returns shape [names], or null when the window cannot be computed (empty, too short, NaN, silence): never NaN inside
   */
  compute(window: Float32Array): Float32Array<ArrayBuffer> | null;
}
