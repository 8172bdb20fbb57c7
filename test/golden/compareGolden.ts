import { expect } from "vitest";
import { type GoldenCase, goldenArray, missBy, missOfArray } from "../makers/goldenCases.ts";

/** Object by object: null must be null, numbers within the tolerance, what is rounding noise only finite or null. */
export function compareObject(got: Readonly<Record<string, number | null>>, entry: GoldenCase, peak = 0): void {
  for (const [key, want] of Object.entries(entry.expected as Record<string, number | null>)) {
    const value = got[key];
    if (entry.doNotCompare?.includes(key)) expect(value === null || Number.isFinite(value), key).toBe(true);
    else if (want === null) expect(value, key).toBeNull();
    else {
      const tolerance =
        key === "skewness"
          ? { ...entry.tolerance, absolute: entry.tolerance?.absoluteSkewness ?? entry.tolerance?.absolute }
          : entry.tolerance!;
      expect(value, key).toEqual(expect.any(Number));
      expect(missBy(value!, want, tolerance, { peak }), `${key}: ${value} instead of ${want}`).toBeLessThanOrEqual(1);
    }
  }
}

/** An array that the case itself expects, or one of its parts. */
export function compareArray(
  got: ArrayLike<number>,
  entry: GoldenCase,
  want: Parameters<typeof goldenArray>[0] = entry.expected,
) {
  expect(missOfArray(got, goldenArray(want), entry.tolerance!), entry.id).toBeLessThanOrEqual(1);
}

export function compareNumber(got: number, want: number, entry: GoldenCase, largest = 0): void {
  expect(missBy(got, want, entry.tolerance!, { largest }), `${got} instead of ${want}`).toBeLessThanOrEqual(1);
}
