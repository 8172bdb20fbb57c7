import { describe, expect, it } from "vitest";
import { seededNoise } from "../../../test/makers/seededNoise.ts";
import { areaUnderCurve, meanOf, partialArea, shareOf } from "./metrics.ts";

/** Wins over all pairs, ties counting half: the definition, pair by pair. */
function pairs(normal: readonly number[], faulty: readonly number[]): number {
  let wins = 0;
  for (const low of normal) for (const high of faulty) wins += high > low ? 1 : high === low ? 0.5 : 0;
  return wins / (normal.length * faulty.length);
}

/** McClish's area by brute force: the curve drawn threshold by threshold, then 100 000 slices under it. */
function slices(normal: readonly number[], faulty: readonly number[], most: number): number {
  const thresholds = [...new Set([...normal, ...faulty])].sort((one, other) => other - one);
  const share = (scores: readonly number[], threshold: number) =>
    scores.filter((score) => score >= threshold).length / scores.length;
  const points = [[0, 0], ...thresholds.map((threshold) => [share(normal, threshold), share(faulty, threshold)])];
  const heightAt = (x: number) => {
    const next = points.findIndex(([falseAlarms]) => falseAlarms! > x);
    const [x1, y1] = points[next]! as [number, number];
    const [x0, y0] = points[next - 1]! as [number, number];
    return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
  };
  const count = 100_000;
  let area = 0;
  for (let i = 0; i < count; i++) area += (heightAt(((i + 0.5) / count) * most) * most) / count;
  return 0.5 * (1 + (area - most ** 2 / 2) / (most - most ** 2 / 2));
}

describe("the area under the curve", () => {
  it("is 1 when every fault scores higher, 0 when lower, a half for ties", () => {
    expect(areaUnderCurve([1, 2], [3, 4])).toBe(1);
    expect(areaUnderCurve([3, 4], [1, 2])).toBe(0);
    expect(areaUnderCurve([1, 1], [1])).toBe(0.5);
    expect(areaUnderCurve([0.1, 0.4], [0.35, 0.8])).toBe(0.75);
  });

  it("is the share of pairs that are won, with many ties", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededNoise(seed);
      const scores = (count: number, by: number) => Array.from({ length: count }, () => Math.round(4 * random() + by));
      const [normal, faulty] = [scores(23, 0), scores(41, seed / 4)];
      expect(areaUnderCurve(normal, faulty)).toBeCloseTo(pairs(normal, faulty), 12);
    }
  });

  it("does not exist without both sorts", () => {
    expect(areaUnderCurve([], [1])).toBeNull();
    expect(areaUnderCurve([1], [])).toBeNull();
    expect(partialArea([], [1], 0.1)).toBeNull();
  });
});

describe("the partial area", () => {
  it("is 1 for perfection and a half for chance", () => {
    expect(partialArea([1, 2, 3], [4, 5], 0.1)).toBeCloseTo(1, 12);
    const all = Array.from({ length: 1000 }, (_, i) => i);
    expect(partialArea(all, all, 0.1)).toBeCloseTo(0.5, 3);
    expect(partialArea([1], [1], 0.1)).toBeCloseTo(0.5, 12);
  });

  it("agrees with the curve cut into slices", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = seededNoise(100 + seed);
      const normal = Array.from({ length: 37 }, () => Math.round(10 * random()) / 10);
      const faulty = Array.from({ length: 53 }, () => Math.round(10 * (random() + seed / 3)) / 10);
      expect(partialArea(normal, faulty, 0.1)).toBeCloseTo(slices(normal, faulty, 0.1), 3);
    }
  });
});

describe("shares and means", () => {
  it("do not exist without anything to count", () => {
    expect([shareOf([]), meanOf([]), meanOf([null])]).toEqual([null, null, null]);
    expect([shareOf([true, false, false, true]), meanOf([1, null, 2])]).toEqual([0.5, 1.5]);
  });
});
