import { describe, expect, it } from "vitest";
import { leadingDirections } from "./leadingDirections.ts";
import { seededRandom } from "./seededRandom.ts";

/** A covariance with these variances along random orthonormal directions, and these directions. */
function covarianceOf(variances: readonly number[], size: number) {
  const random = seededRandom(9);
  const directions: Float64Array[] = [];
  for (let v = 0; v < variances.length; v++) {
    const vector = Float64Array.from({ length: size }, () => random() - 0.5);
    for (const other of directions) {
      const along = vector.reduce((sum, value, t) => sum + value * other[t]!, 0);
      for (let t = 0; t < size; t++) vector[t]! -= along * other[t]!;
    }
    const length = Math.hypot(...vector);
    directions.push(vector.map((value) => value / length));
  }
  const covariance = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) =>
      variances.reduce((sum, variance, v) => sum + variance * directions[v]![i]! * directions[v]![j]!, 0),
    ),
  );
  return { covariance, directions };
}

describe("the leading directions of a covariance", () => {
  it("are those it was made of, largest first", () => {
    const variances = [9, 4, 2, 0.5, 0.01, 0.001];
    const { covariance, directions } = covarianceOf(variances, 24);
    const found = leadingDirections(covariance, 4, 1);
    expect(found).toHaveLength(4);
    found.forEach(({ direction, variance }, d) => {
      expect(variance).toBeCloseTo(variances[d]!, 6);
      const along = direction.reduce((sum, value, t) => sum + value * directions[d]![t]!, 0);
      expect(Math.abs(along)).toBeCloseTo(1, 5);
    });
  });

  it("are as many as have any variance", () => {
    const { covariance } = covarianceOf([3, 1], 12);
    expect(leadingDirections(covariance, 8, 1).map(({ variance }) => Math.round(variance * 1e6) / 1e6)).toEqual([3, 1]);
    expect(leadingDirections([new Float64Array(2), new Float64Array(2)], 2, 1)).toEqual([]);
    expect(leadingDirections([Float64Array.of(5)], 3, 1)).toEqual([{ direction: expect.anything(), variance: 5 }]);
  });

  it("take any size of numbers", () => {
    for (const scale of [1e-12, 1e12]) {
      const { covariance } = covarianceOf([4 * scale, scale], 6);
      expect(leadingDirections(covariance, 1, 2)[0]!.variance / scale).toBeCloseTo(4, 6);
    }
  });
});
