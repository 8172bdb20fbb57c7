import { describe, expect, it } from "vitest";
import type { TrainingFeature, TrainingSet } from "./kind.ts";
import { valueWatch } from "./valueWatch.ts";

const value = (name: string, usual: TrainingFeature["usual"]): TrainingFeature => {
  return { name, pointId: name, group: "value", levelDependent: true, decibelsPerUnit: 1, usual };
};
const features = [
  value("velocity", { change: 3, onlyRises: true }),
  value("frequency", { change: 12, onlyRises: false }),
  value("pressure", { onlyRises: false }),
];
const sessionOf = (centres: readonly number[], spread = 0) => ({
  from: 0,
  to: 1,
  windows: Array.from({ length: 50 }, (_, n) =>
    Float32Array.from(centres, (centre) => centre + (n % 2 ? spread : -spread)),
  ),
});
const setOf = (...sessions: TrainingSet["sessions"]): TrainingSet => ({ features, overlap: 1, sessions });
const options = { seed: 1 };

describe("the value watch", () => {
  it("counts in changes that are usual: of machines, where this one stood still", async () => {
    const model = await valueWatch.fit(setOf(sessionOf([6, 28, 100])), options);
    const score = (...values: number[]) => model.score(Float32Array.of(...values));
    expect(score(6, 28, 100)).toBe(0);
    expect(score(9, 28, 100)).toBeCloseTo(1, 6);
    expect(score(0, 28, 100)).toBe(0);
    expect(score(6, 40, 100)).toBeCloseTo(1, 6);
    expect(score(6, 16, 100)).toBeCloseTo(1, 6);
    // of what nothing is known: a tenth of itself
    expect(score(6, 28, 90)).toBeCloseTo(1, 6);
    // the worst of them speaks, and does not drown in the others
    expect(score(12, 28, 100)).toBeCloseTo(2, 6);
  });

  it("grows faster beyond what matters on any machine, so that a velocity of six times is urgent, and not of sixteen", async () => {
    const model = await valueWatch.fit(setOf(sessionOf([6, 28, 100])), options);
    // 3 dB are usual of a velocity, 8 dB matter; high priority begins at three thresholds.
    const severity = (decibels: number) => model.score(Float32Array.of(6 + decibels, 28, 100)) / (8 / 3);
    expect(severity(8)).toBeCloseTo(1, 6);
    expect(severity(20 * Math.log10(4))).toBeCloseTo(2.01, 2);
    expect(severity(20 * Math.log10(6.3))).toBeGreaterThan(2.99);
    expect(severity(20 * Math.log10(8))).toBeGreaterThan(3);
    expect(severity(20 * Math.log10(5))).toBeLessThan(3);
  });

  it("and of this one, where it moved further, within a session or from one to the next", async () => {
    const noisy = await valueWatch.fit(setOf(sessionOf([6, 28, 100], 4)), options);
    const score = noisy.score(Float32Array.of(9, 28, 100));
    // 3 / hypot(3, 2 · 4 · √(1 + 6/50))
    expect(score).toBeCloseTo(3 / Math.hypot(3, 8 * Math.sqrt(1.12)), 5);
    const wandering = await valueWatch.fit(setOf(sessionOf([4, 28, 100]), sessionOf([8, 28, 100])), options);
    // deviation between: 2 · √2 · √1.5, twice of it
    expect(wandering.score(Float32Array.of(9, 28, 100))).toBeCloseTo(
      3 / Math.hypot(3, 2 * 2 * Math.SQRT2 * Math.sqrt(1.5)),
      5,
    );
  });

  it("narrows with every session, but never to less than a usual change", () => {
    const lowest = [1, 2, 3, 10].map((count) => {
      return valueWatch.usualFor!(setOf(...Array.from({ length: count }, () => sessionOf([6, 28, 100])))).lowest;
    });
    expect(lowest).toEqual([2, 1.5, 4 / 3, 1.1]);
  });

  it("is there only where there are values", () => {
    expect(valueWatch.suits!(features)).toBe(true);
    expect(valueWatch.suits!(features.map((feature) => ({ ...feature, group: "level" })))).toBe(false);
  });
});
