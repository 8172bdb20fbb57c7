import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Quantity } from "../domain/units.ts";
import { toScale, valueScaleOf } from "../domain/valueScale.ts";

/**
 * Recipe of a point whose sensor delivers values instead of a waveform: the value itself, on its natural scale (see `ValueScale`).
 * It stands beside the list of recipes: those take samples of a waveform, and need nothing but its rate.
 */
export const valueRecipe = "value/1";

/** @returns one trait: in dB re 1 unit of the point, or in that unit, as the quantity's scale is */
export function valueTraits(quantity: Quantity): readonly FeatureTrait[] {
  const { kind, isLevel, change, onlyRises } = valueScaleOf(quantity);
  return [
    {
      name: "value",
      group: "value",
      levelDependent: isLevel,
      decibelsPerUnit: kind === "logarithmic" ? 1 : undefined,
      usual: { change, onlyRises },
    },
  ];
}

/**
 * @param values of one window, in the unit of the point: the median counts, so that a single wrong reading among several does not
 * @returns shape [1]; null without values, or when one of them is no number
 */
export function valueFeatures(quantity: Quantity, values: Float32Array): Float32Array<ArrayBuffer> | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0 || !sorted.every(Number.isFinite)) return null;
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return Float32Array.of(toScale(valueScaleOf(quantity), median)!);
}
