import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { ledoitWolf } from "./ledoitWolf.ts";

/** Rows whose columns vary by these deviations, independently. */
function rowsOf(count: number, deviations: readonly number[], seed: number): Float64Array[] {
  const noise = seededNoise(seed);
  return Array.from({ length: count }, () => Float64Array.from(deviations, (deviation) => deviation * noise()));
}

/** The definition, word by word: sums over whole matrices. */
function byDefinition(rows: readonly Float64Array[]) {
  const [n, p] = [rows.length, rows[0]!.length];
  const square = (matrix: number[][]) => matrix.flat().reduce((sum, value) => sum + value * value, 0) / p;
  const outer = (row: Float64Array) => Array.from(row, (one) => Array.from(row, (other) => one * other));
  const sample = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / n),
  );
  const target = sample.reduce((sum, line, i) => sum + line[i]!, 0) / p;
  const away = square(sample.map((line, i) => line.map((value, j) => value - (i === j ? target : 0))));
  const errors = rows.map((row) => square(outer(row).map((line, i) => line.map((value, j) => value - sample[i]![j]!))));
  const error = Math.min(away, errors.reduce((sum, value) => sum + value, 0) / n / n);
  return { sample, target, intensity: error / away };
}

describe("the shrinkage of Ledoit and Wolf", () => {
  it.each([10, 40, 400])("is what its definition says, for %i rows", (count) => {
    const rows = rowsOf(count, [1, 2, 0.5, 0.1, 3, 1], count);
    const wanted = byDefinition(rows);
    const { covariance, intensity, target } = ledoitWolf(rows);
    expect(target).toBeCloseTo(wanted.target, 12);
    expect(intensity).toBeCloseTo(wanted.intensity, 12);
    covariance.forEach((line, i) => {
      line.forEach((value, j) => {
        expect(value).toBeCloseTo(wanted.sample[i]![j]!, 12);
      });
    });
  });

  it("fades as rows come in, faster than overlapping rows do", () => {
    const intensities = [10, 100, 1000].map((count) => ledoitWolf(rowsOf(count, [1, 3, 0.2], 5)).intensity);
    expect(intensities).toEqual(intensities.toSorted((one, other) => other - one));
    expect(intensities[2]!).toBeLessThan(0.01);
    const rows = rowsOf(100, [1, 3, 0.2], 6);
    expect(ledoitWolf(rows, 25).intensity).toBeCloseTo(4 * ledoitWolf(rows).intensity, 9);
  });

  it("is complete where all directions are alike, and where nothing varies", () => {
    expect(ledoitWolf(rowsOf(12, new Array(30).fill(1), 8)).intensity).toBeGreaterThan(0.8);
    expect(ledoitWolf([new Float64Array(3), new Float64Array(3)])).toMatchObject({ intensity: 1, target: 0 });
  });
});
