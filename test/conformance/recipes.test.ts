import { describe, expect, it } from "vitest";
import { orderRecipe } from "../../electron/features/orderRecipe.ts";
import { recipeOf, recipes } from "../../electron/features/recipes.ts";
import { seededNoise } from "../makers/seededNoise.ts";

const rates = [1000, 1280, 4267, 8000, 12_000, 16_000, 25_600, 44_100, 48_000, 51_200, 96_000];

/** A second of tone, impacts and noise: something in every feature. */
function machine(rate: number, seed = 1): Float32Array<ArrayBuffer> {
  const random = seededNoise(seed);
  return Float32Array.from({ length: rate }, (_, n) => {
    const sinceImpact = (n % Math.round(rate / 23)) / rate;
    const ring = Math.exp(-sinceImpact * 300) * Math.sin(2 * Math.PI * 0.3 * n);
    return 0.5 * Math.sin((2 * Math.PI * 25 * n) / rate) + ring + 0.1 * random();
  });
}

describe("recipes", () => {
  it("have ids of their own", () => {
    expect(new Set(recipes.map((recipe) => recipe.id)).size).toBe(recipes.length);
    for (const recipe of recipes) expect(recipeOf(recipe.id)).toBe(recipe);
    expect(() => recipeOf("nobody/1")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });
});

/** One that is made for a machine is held to the same. */
const ofOneMachine = orderRecipe({
  speed: 1380,
  teeth: 17,
  geometry: { rollingElements: 9, elementDiameter: 7.94, pitchDiameter: 39.04, contactAngle: 0 },
});

describe.each([...recipes, ofOneMachine])("every recipe: $id", (recipe) => {
  it.each(rates)("names each of its values at %i Hz, all finite", (rate) => {
    const names = recipe.names(rate);
    expect(new Set(names).size).toBe(names.length);
    expect(recipe.traits(rate).map((trait) => trait.name)).toEqual(names);
    const values = recipe.prepare(rate).compute(machine(rate));
    expect(values?.length).toBe(names.length);
    expect(values!.every(Number.isFinite)).toBe(true);
  });

  it.each(rates)("answers null, never NaN, where nothing can be computed at %i Hz", (rate) => {
    const run = recipe.prepare(rate);
    const broken = machine(rate);
    broken[Math.floor(rate / 2)] = Number.NaN;
    const endless = machine(rate);
    endless[10] = Number.POSITIVE_INFINITY;
    expect(run.compute(new Float32Array(rate))).toBeNull();
    expect(run.compute(new Float32Array(rate).fill(9.81))).toBeNull();
    expect(run.compute(new Float32Array(0))).toBeNull();
    expect(run.compute(Float32Array.of(1, -1, 1))).toBeNull();
    expect(run.compute(broken)).toBeNull();
    expect(run.compute(endless)).toBeNull();
    // and the run is none the worse for it
    expect(run.compute(machine(rate))).toEqual(recipe.prepare(rate).compute(machine(rate)));
  });

  it("stays finite on a pure tone, an impulse and a full-scale square", () => {
    const run = recipe.prepare(25_600);
    const tone = Float32Array.from({ length: 25_600 }, (_, n) => Math.sin(n * 0.1));
    const impulse = new Float32Array(25_600);
    impulse[12_000] = 1;
    const square = Float32Array.from({ length: 25_600 }, (_, n) => (n % 64 < 32 ? 1 : -1));
    for (const window of [tone, impulse, square]) expect(run.compute(window)?.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [0.001, 25_600],
    [1000, 4267],
    [-1, 48_000],
  ])("keeps its level-free features at a gain of %d (%i Hz), and only those", (gain, rate) => {
    const window = machine(rate);
    const before = recipe.prepare(rate).compute(window)!;
    const after = recipe.prepare(rate).compute(window.map((x) => x * gain))!;
    recipe.traits(rate).forEach((trait, j) => {
      if (trait.levelDependent) return;
      expect(Math.abs(after[j]! - before[j]!), trait.name).toBeLessThanOrEqual(
        1e-3 * Math.max(1, Math.abs(before[j]!)),
      );
    });
    // far above 1 the logarithm of 1 + x forgets the 1, and most cepstra with it forget the level
    if (gain !== 0.001) return;
    const moved = recipe.traits(rate).filter((trait, j) => trait.levelDependent && after[j] !== before[j]);
    expect(moved.length).toBe(recipe.traits(rate).filter((trait) => trait.levelDependent).length);
  });

  it("does not see a constant offset", () => {
    const run = recipe.prepare(25_600);
    const before = run.compute(machine(25_600))!.slice();
    const after = run.compute(machine(25_600).map((x) => x + 1))!;
    before.forEach((value, j) => {
      expect(Math.abs(after[j]! - value)).toBeLessThanOrEqual(2e-3 * Math.max(1, Math.abs(value)));
    });
  });

  it("is deterministic, and leaves its input alone", () => {
    const window = machine(48_000);
    const copy = window.slice();
    const run = recipe.prepare(48_000);
    const first = run.compute(window)!;
    run.compute(machine(48_000, 2));
    expect(run.compute(window)).toEqual(first);
    expect(window).toEqual(copy);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1])("refuses a sample rate of %d", (rate) => {
    expect(() => recipe.prepare(rate)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
