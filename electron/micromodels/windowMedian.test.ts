import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { medianWindows, WindowMedian } from "./windowMedian.ts";

const random = seededNoise(1);
const windows = Array.from({ length: 40 }, () => Float32Array.from({ length: 5 }, () => random()));

describe("WindowMedian", () => {
  it.each([1, 2, 3, 8, 9])("is the median of each feature over the last %i windows", (count) => {
    const found = medianWindows(windows, count);
    expect(found).toHaveLength(windows.length - count + 1);
    found.forEach((median, at) => {
      for (let j = 0; j < 5; j++) {
        const column = windows.slice(at, at + count).map((window) => window[j]!);
        const below = column.filter((value) => value <= median[j]! + 1e-6).length;
        const above = column.filter((value) => value >= median[j]! - 1e-6).length;
        expect(Math.min(below, above)).toBeGreaterThanOrEqual(count / 2);
      }
    });
  });

  it("says nothing before it has heard enough, and forgets when told to", () => {
    const median = new WindowMedian(3);
    expect([0, 1].map((n) => median.push(windows[n]!))).toEqual([null, null]);
    expect(median.push(windows[2]!)).not.toBeNull();
    median.reset();
    expect(median.push(windows[3]!)).toBeNull();
    // another number of features is another sensor: it begins anew
    expect(median.push(new Float32Array(2))).toBeNull();
  });

  it("neither keeps nor changes what it is given", () => {
    const median = new WindowMedian(3);
    const given = windows.slice(0, 3).map((window) => window.slice());
    const before = given.map((window) => window.slice());
    let found: Float32Array | null = null;
    for (const window of given) found = median.push(window);
    expect(given).toEqual(before);
    const kept = found!.slice();
    given[1]!.fill(99);
    median.push(windows[3]!);
    expect(medianWindows(windows.slice(0, 3), 3)[0]).toEqual(kept);
  });
});
