import { describe, expect, it } from "vitest";
import { areTrees, compileTrees, deepest, growTree, meanDepth, sampledRows, usualDepth } from "./isolationTrees.ts";
import { seededRandom } from "./seededRandom.ts";

const trees = 100;

function forestOf(rows: () => Float64Array[]) {
  const codes: number[] = [];
  const random = seededRandom(3);
  for (let tree = 0; tree < trees; tree++) growTree(codes, rows(), random);
  return Int16Array.from(codes);
}

describe("isolation trees", () => {
  it("single an odd row out sooner than one of the many", () => {
    const random = seededRandom(4);
    const codes = forestOf(() => Array.from({ length: sampledRows }, () => Float64Array.of(random(), random(), 0.5)));
    const forest = compileTrees(codes, trees);
    const middle = meanDepth(forest, Float64Array.of(0.5, 0.5, 0.5));
    const odd = meanDepth(forest, Float64Array.of(0.99, 0.01, 0.5));
    expect(odd).toBeLessThan(0.85 * middle);
    expect(meanDepth(forest, Float64Array.of(5, 0.5, 9))).toBeLessThan(middle);
    // on average over the rows it grew from, about as deep as random searches go
    const all = Array.from({ length: 300 }, () => meanDepth(forest, Float64Array.of(random(), random(), 0.5)));
    expect(all.reduce((sum, depth) => sum + depth, 0) / 300).toBeCloseTo(usualDepth(sampledRows), 0);
  });

  it("take so many steps as the mean of a random search tree", () => {
    expect(usualDepth(1)).toBe(0);
    expect(usualDepth(2)).toBe(1);
    const harmonic = Array.from({ length: 255 }, (_, i) => 1 / (i + 1)).reduce((sum, part) => sum + part, 0);
    expect(usualDepth(256)).toBeCloseTo(2 * harmonic - (2 * 255) / 256, 2);
  });

  it("ask only for terms that tell rows apart, and stop where none does", () => {
    const same = forestOf(() => Array.from({ length: sampledRows }, () => Float64Array.of(1, 2)));
    expect(same).toEqual(new Int16Array(trees).fill(-1 - sampledRows));
    const random = seededRandom(6);
    const second = forestOf(() => Array.from({ length: sampledRows }, () => Float64Array.of(1, random())));
    const forest = compileTrees(second, trees);
    expect(new Set(forest.terms)).toEqual(new Set([-1, 1]));
  });

  it("know whole trees from broken ones", () => {
    const split = [0, 100];
    const leaf = [-3];
    expect(areTrees(Int16Array.of(...split, ...leaf, ...leaf), 1, 1)).toBe(true);
    expect(areTrees(Int16Array.of(...split, ...leaf), 1, 1)).toBe(false);
    expect(areTrees(Int16Array.of(...split, ...leaf, ...leaf, ...leaf), 1, 1)).toBe(false);
    expect(areTrees(Int16Array.of(...split, ...leaf, ...leaf, ...leaf), 2, 1)).toBe(true);
    expect(areTrees(Int16Array.of(1, 100, ...leaf, ...leaf), 1, 1)).toBe(false);
    // a chain to one side, deeper than any tree grows
    const chain = Array.from({ length: deepest + 1 }, () => [...split, ...leaf]).flat();
    expect(areTrees(Int16Array.of(...chain, ...leaf), 1, 1)).toBe(false);
  });
});
