import { describe, expect, it } from "vitest";
import { quantities } from "../domain/units.ts";
import { fromScale, toScale, valueScaleOf } from "../domain/valueScale.ts";
import { valueFeatures, valueTraits } from "./valueRecipe.ts";

const of = (...values: number[]) => Float32Array.of(...values);

describe("the recipe of values", () => {
  it("puts twice the velocity 6.02 dB higher, wherever it begins, and 15 °C more 15 higher", () => {
    const dB = (value: number) => valueFeatures("velocity", of(value))![0]!;
    expect(dB(1)).toBe(0);
    for (const start of [0.05, 1.3, 40]) expect(dB(2 * start) - dB(start)).toBeCloseTo(6.0206, 4);
    expect(valueFeatures("temperature", of(-4.5))![0]).toBe(-4.5);
    expect(valueFeatures("temperature", of(60))![0]! - valueFeatures("temperature", of(45))![0]!).toBe(15);
  });

  it("takes 0, and what is below the resolution of sensors, for the least a sensor resolves", () => {
    expect(valueFeatures("velocity", of(0))![0]).toBeCloseTo(-40, 5);
    expect(valueFeatures("velocity", of(-0.2))).toEqual(valueFeatures("velocity", of(0)));
  });

  it("takes the median of several, and nothing of what is no number", () => {
    expect(valueFeatures("temperature", of(20, 900, 22))![0]).toBe(22);
    expect(valueFeatures("temperature", of(20, 22))![0]).toBe(21);
    expect(valueFeatures("temperature", of())).toBeNull();
    expect(valueFeatures("temperature", of(20, Number.NaN, 22))).toBeNull();
    expect(valueFeatures("velocity", of(Number.POSITIVE_INFINITY))).toBeNull();
  });

  it.each(quantities)("leads back from the scale of a %s to its unit", (quantity) => {
    const scale = valueScaleOf(quantity);
    for (const value of [0.5, 3, 42]) expect(fromScale(scale, toScale(scale, value)!)).toBeCloseTo(value, 9);
    const [trait, ...more] = valueTraits(quantity);
    expect(more).toEqual([]);
    expect(trait).toMatchObject({ name: "value", group: "value", levelDependent: scale.isLevel });
    expect(trait!.decibelsPerUnit).toBe(scale.kind === "linear" ? undefined : 1);
  });
});
