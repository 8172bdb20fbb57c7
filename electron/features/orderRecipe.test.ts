import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { bearingOrders } from "./bearingFrequencies.ts";
import { orderRecipe, type ShaftKnowledge } from "./orderRecipe.ts";

const rate = 25_600;
const geometry = { rollingElements: 9, elementDiameter: 7.94, pitchDiameter: 39.04, contactAngle: 0 };
const shaft: ShaftKnowledge = { speed: 1500, geometry, teeth: 23 };

function valuesOf(window: (seconds: number) => number, knowledge = shaft): Record<string, number> {
  const random = seededNoise(11);
  const samples = Float32Array.from({ length: rate }, (_, n) => window(n / rate) + 1e-3 * random());
  const recipe = orderRecipe(knowledge);
  const values = recipe.prepare(rate).compute(samples)!;
  return Object.fromEntries(recipe.names(rate).map((name, j) => [name, values[j]!]));
}
const line = (frequency: number, amplitude: number) => (t: number) => amplitude * Math.sin(2 * Math.PI * frequency * t);

describe("orderRecipe", () => {
  it("reads the amplitudes of shaft orders, also 1.5 % off the stated speed", () => {
    const got = valuesOf((t) => line(25, 0.5)(t) + line(50, 0.2)(t) + line(12.5, 0.1)(t) + line(254, 0.3)(t));
    expect(got["order 1"]).toBeCloseTo(0.5, 2);
    expect(got["order 2"]).toBeCloseTo(0.2, 2);
    expect(got["order 10"]).toBeCloseTo(0.3, 2);
    // 12.5 Hz lies half-way between the bins of one second
    expect(20 * Math.log10(got["order ½"]! / 0.1)).toBeCloseTo(-1.42, 1);
    expect(got["order 5"]).toBeLessThan(0.01);
    const rms = Math.sqrt((0.5 ** 2 + 0.2 ** 2 + 0.1 ** 2 + 0.3 ** 2) / 2);
    expect(got["order 1 share"]).toBeCloseTo(20 * Math.log10(0.5 / rms), 1);
  });

  it("reads a gear mesh and its sidebands", () => {
    const mesh = 23 * 25;
    const modulated = (t: number) => (1 + line(25, 0.4)(t)) * line(mesh, 1)(t);
    const got = valuesOf(modulated);
    expect(got["mesh 1"]).toBeCloseTo(1, 2);
    // two lines of 0.2 and two of nothing: √(2·0.04/4)
    expect(got["mesh 1 sidebands"]).toBeCloseTo(20 * Math.log10(Math.sqrt(0.02)), 1);
    expect(valuesOf(line(mesh, 1))["mesh 1 sidebands"]!).toBeLessThan(-40);
  });

  it("reads how deeply a bearing's frequency modulates what rings, within its slip", () => {
    const frequency = bearingOrders(geometry).BPFO * 25 * 0.988;
    const got = valuesOf((t) => (1 + line(frequency, 0.5)(t)) * line(6000, 1)(t));
    expect(got["BPFO 1"]).toBeGreaterThan(0.4);
    expect(got["BPFO 1"]).toBeLessThan(0.51);
    for (const name of ["BPFI 1", "BSF 1", "FTF 1", "BPFO 2"]) expect(got[name], name).toBeLessThan(0.02);
  });

  it("leaves out what it does not know or cannot see", () => {
    const names = orderRecipe({ speed: 1500 }).names(rate);
    expect(names.length).toBe(22);
    expect(orderRecipe({ speed: 6000 }).names(1000)).not.toContain("order 5");
    expect(
      orderRecipe({ speed: 6000, geometry })
        .names(1000)
        .some((name) => name.startsWith("BPF")),
    ).toBe(false);
  });

  it.each([
    ["a speed of 0", { speed: 0 }],
    ["a shaft too slow for a second", { speed: 60 }],
    ["a speed out of range", { speed: 300_000 }],
    ["NaN", { speed: Number.NaN }],
    ["a gear of half teeth", { speed: 1500, teeth: 22.5 }],
    ["a bearing without a pitch circle", { speed: 1500, geometry: { ...geometry, pitchDiameter: 0 } }],
  ])("refuses %s", (_, knowledge) => {
    expect(() => orderRecipe(knowledge)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
