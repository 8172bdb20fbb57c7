import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { medianWindows, WindowMedian } from "./windowMedian.ts";

/** By the book: sort, take the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Rounded, so that values are often equal; without −0. */
function someWindows(count: number, seed: number): Float32Array[] {
  const random = seededNoise(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: 7 }, () => Math.round(3 * random()) + 0));
}

describe("the median of the last windows", () => {
  it.each([2, 3, 8, 9, 15])("is that of every feature over %i of them", (count) => {
    const windows = someWindows(120, count);
    const found = medianWindows(windows, count);
    expect(found.length).toBe(windows.length - count + 1);
    found.forEach((median, n) => {
      const last = windows.slice(n, n + count);
      expect([...median]).toEqual(
        last[0]!
          .map((_, j) => medianOf(last.map((window) => window[j]!)))
          .values()
          .toArray(),
      );
    });
  });

  it("of one window is the window itself", () => {
    const windows = someWindows(4, 1);
    expect(medianWindows(windows, 1)).toEqual(windows);
  });

  it("begins anew after a reset, and for windows of another length", () => {
    const median = new WindowMedian(3);
    const [one, two, three] = someWindows(3, 2) as [Float32Array, Float32Array, Float32Array];
    expect([median.push(one), median.push(two), median.push(three) !== null]).toEqual([null, null, true]);
    median.reset();
    expect(median.push(one)).toBeNull();
    expect([median.push(one.subarray(1)), median.push(two.subarray(1))]).toEqual([null, null]);
    expect(median.push(three.subarray(1))?.length).toBe(6);
  });

  it("recovers from a broken window as soon as it has passed", () => {
    const windows = someWindows(40, 3);
    windows[10] = windows[10]!.with(2, Number.NaN);
    const found = medianWindows(windows, 5);
    const expected = medianWindows(windows.slice(11), 5);
    expect(found.slice(11)).toEqual(expected);
  });

  it("leaves the windows it is given alone", () => {
    const windows = someWindows(30, 4);
    const copies = windows.map((window) => window.slice());
    medianWindows(windows, 9);
    expect(windows).toEqual(copies);
  });
});
