import { describe, expect, it } from "vitest";
import { healthyComponent } from "../../test/makers/healthyComponent.ts";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { gaussianMixture } from "./gaussianMixture.ts";
import { isolationForest } from "./isolationForest.ts";
import type { TrainingSet } from "./kind.ts";
import { mahalanobis } from "./mahalanobis.ts";
import { nearestNeighbours } from "./nearestNeighbours.ts";

const options = { seed: 2 };
const set = healthyComponent({ sessions: 2, windows: 40, seed: 3 });
/** Healthy in one way: its sessions do not differ. */
const oneWay = healthyComponent({ sessions: 2, windows: 40, seed: 3, wander: 0 });

/** Rows of the space that the cores know, from outside: random. */
function randomRows(size: number, count = 20): Float64Array[] {
  const noise = seededNoise(17);
  return Array.from({ length: count }, () => Float64Array.from({ length: size }, () => 1.5 * noise()));
}

describe("the Mahalanobis distance", () => {
  it("is the distance by the covariance that its directions describe", async () => {
    const { core, space } = await mahalanobis.fit(set, options);
    const { rest, variances, directions } = core;
    expect(directions.length).toBeGreaterThan(3);
    const matrix = Array.from({ length: space.size }, (_, i) =>
      Float64Array.from({ length: space.size }, (_, j) =>
        directions.reduce(
          (sum, direction, d) => sum + (variances[d]! - rest) * direction[i]! * direction[j]!,
          i === j ? rest : 0,
        ),
      ),
    );
    for (const row of randomRows(space.size)) {
      const solved = solve(matrix, row);
      const square = row.reduce((sum, value, t) => sum + value * solved[t]!, 0);
      expect(core.score(row)).toBeCloseTo(Math.sqrt(square / space.size), 5);
    }
  });

  it("minds less what healthy windows do together", async () => {
    const noise = seededNoise(5);
    const together = withNoise(set, () => {
      const by = 0.4 * noise();
      return (value, group) => (group === "spectrum" ? value + by : value);
    });
    const { core } = await mahalanobis.fit(together, options);
    expect(core.variances[0]!).toBeGreaterThan(2 * core.rest);
    const [along] = core.directions;
    const across = core.directions.at(-1)!;
    expect(core.score(Float64Array.from(along!))).toBeLessThan(0.8 * core.score(Float64Array.from(across)));
  });
});

describe("nearest neighbours", () => {
  it("measure the mean distance to the three nearest prototypes", async () => {
    const { core, space } = await nearestNeighbours.fit(set, options);
    const prototypes = Array.from({ length: core.count }, (_, p) =>
      core.values.subarray(p * space.size, (p + 1) * space.size),
    );
    for (const row of randomRows(space.size)) {
      const distances = prototypes.map((prototype) => {
        return Math.sqrt(row.reduce((sum, value, t) => sum + (value - prototype[t]!) ** 2, 0) / space.size);
      });
      const [one, two, three] = distances.toSorted((a, b) => a - b);
      expect(core.score(row)).toBeCloseTo((one! + two! + three!) / 3, 9);
    }
  });

  it("keep all windows while there are few, and of many those that cover the rest", async () => {
    expect((await nearestNeighbours.fit(set, options)).core.count).toBe(80);
    const many = healthyComponent({ windows: 900, points: 4 });
    const model = await nearestNeighbours.fit(many, options);
    expect(model.core.count).toBeLessThan(200);
    expect(nearestNeighbours.save(model).length).toBeLessThan(48_000);
    const scores = many.sessions[0]!.windows.map((window) => model.score(window)).toSorted((a, b) => a - b);
    // no window is left far outside: the farthest is hardly farther than the middle one
    expect(scores.at(-1)!).toBeLessThan(1.6 * scores[450]!);
  });
});

describe("the Gaussian mixture", () => {
  it("has one part for a machine that is healthy in one way, two for one in two", async () => {
    expect((await gaussianMixture.fit(oneWay, options)).core.parts).toHaveLength(1);
    const noise = seededNoise(8);
    const twoWays = withNoise(oneWay, (turn) => (value, group) => {
      return group === "envelope" ? value + (turn % 3 === 0 ? 1.5 : 0) + 0.001 * noise() : value;
    });
    const { core, score } = await gaussianMixture.fit(twoWays, options);
    expect(core.parts).toHaveLength(2);
    expect(core.parts.map(({ share }) => share).toSorted((a, b) => a - b)[0]).toBeCloseTo(1 / 3, 1);
    // between the two ways is no way
    const [first, second] = [twoWays.sessions[0]!.windows[0]!, twoWays.sessions[0]!.windows[1]!];
    const between = first.map((value, j) => (value + second[j]!) / 2);
    expect(score(between)).toBeGreaterThan(1.2 * Math.max(score(first), score(second)));
  });

  it("measures deviations of its one part", async () => {
    const { core, space } = await gaussianMixture.fit(oneWay, options);
    const [{ means, variances }] = core.parts as [(typeof core.parts)[0]];
    for (const row of randomRows(space.size)) {
      const square = row.reduce((sum, value, t) => sum + (value - means[t]!) ** 2 / variances[t]!, 0);
      expect(core.score(row)).toBeCloseTo(Math.sqrt(square / space.size), 9);
    }
  });
});

describe("the isolation forest", () => {
  it("says its scores in deviations of all terms together", async () => {
    const { core, space } = await isolationForest.fit(set, options);
    const size = space.size;
    const { weight } = space.weights;
    const noise = seededNoise(21);
    const mean = Math.sqrt(weight.reduce((sum, value) => sum + value * value, 0) / size);
    const counted = space.weights.share.map((share) => (share > 0 ? 1 : 0));
    for (const radius of [1, 2, 4]) {
      const scores = Array.from({ length: 60 }, () =>
        core.score(Float64Array.from(weight, (value, t) => (counted[t]! * radius * noise() * value) / mean)),
      );
      const found = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      expect(found).toBeGreaterThan(0.7 * radius);
      expect(found).toBeLessThan(1.4 * radius);
    }
  });
});

type Change = (value: number, group: string) => number;

/** The set with each window changed in a way of its own. */
function withNoise(of: TrainingSet, changeOf: (turn: number) => Change): TrainingSet {
  let turn = 0;
  return {
    ...of,
    sessions: of.sessions.map((session) => ({
      ...session,
      windows: session.windows.map((window) => {
        const change = changeOf(turn++);
        return window.map((value, j) => change(value, of.features[j]!.group));
      }),
    })),
  };
}

/** Gauss's elimination with the largest pivot first. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, r) => Float64Array.of(...row, right[r]!));
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex(
      (row, r) =>
        r >= column &&
        Math.abs(row[column]!) === Math.max(...rows.slice(column).map((each) => Math.abs(each[column]!))),
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let r = 0; r < size; r++) {
      if (r === column) continue;
      const factor = rows[r]![column]! / rows[column]![column]!;
      for (let c = column; c <= size; c++) rows[r]![c]! -= factor * rows[column]![c]!;
    }
  }
  return Float64Array.from(rows, (row, r) => row[size]! / row[r]!);
}
