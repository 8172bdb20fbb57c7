import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { principalDirections } from "./principalDirections.ts";

const matrix = fc
  .record({ rows: fc.integer({ min: 1, max: 8 }), columns: fc.integer({ min: 8, max: 20 }) })
  .chain(({ rows, columns }) => {
    const value = fc.integer({ min: -1000, max: 1000 }).map((x) => x / 100);
    const row = fc.array(value, { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

const dot = (one: ArrayLike<number>, other: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
};

describe("principalDirections", () => {
  it("are orthonormal, largest first, and hold all that the rows hold", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const found = principalDirections(rows, 16);
        const total = rows.reduce((sum, row) => sum + dot(row, row), 0);
        found.forEach((one, i) => {
          found.forEach((other, j) => {
            expect(dot(one.direction, other.direction)).toBeCloseTo(i === j ? 1 : 0, 6);
          });
          const projected = rows.reduce((sum, row) => sum + dot(row, one.direction) ** 2, 0);
          expect(Math.abs(projected - one.sumOfSquares)).toBeLessThanOrEqual(1e-8 * total + 1e-12);
          if (i > 0) expect(one.sumOfSquares).toBeLessThanOrEqual(found[i - 1]!.sumOfSquares);
        });
        const held = found.reduce((sum, { sumOfSquares }) => sum + sumOfSquares, 0);
        expect(Math.abs(held - total)).toBeLessThanOrEqual(1e-8 * total + 1e-12);
      }),
    );
  });

  it("finds the one axis of rows that lie on it", () => {
    const [found, ...others] = principalDirections(
      [
        [3, 4, 0],
        [-6, -8, 0],
        [0, 0, 0],
      ],
      16,
    );
    expect(others).toEqual([]);
    expect(found!.sumOfSquares).toBeCloseTo(125, 9);
    expect(dot(found!.direction, [0.6, 0.8, 0]) ** 2).toBeCloseTo(1, 9);
  });

  it("is empty for rows of zeros and for no rows", () => {
    expect(principalDirections([[0, 0, 0]], 16)).toEqual([]);
    expect(principalDirections([], 16)).toEqual([]);
  });

  it("keeps to the most that are asked for", () => {
    const rows = Array.from({ length: 6 }, (_, i) => Array.from({ length: 9 }, (_, j) => (i === j ? 6 - i : 0)));
    expect(principalDirections(rows, 2).map(({ sumOfSquares }) => Math.round(sumOfSquares))).toEqual([36, 25]);
  });
});
