import { describe, expect, it } from "vitest";
import { windowPlan, windowsOf } from "./windowPlan.ts";

describe("windows", () => {
  it("are the station's second where that gives enough to learn from, and a quarter of it where not", () => {
    expect(windowPlan([10])).toEqual({ length: 1, hop: 0.25 });
    expect(windowPlan([3, 3, 3])).toEqual({ length: 1, hop: 0.25 });
    expect(windowPlan([1.25])).toEqual({ length: 0.25, hop: 0.0625 });
    expect(windowPlan(new Array(100).fill(0.1))).toEqual({ length: 0.25, hop: 0.0625 });
  });

  it("lie a quarter apart and never across the end", () => {
    const cuts = windowsOf(2400, 1000, { length: 1, hop: 0.25 });
    expect(cuts.map(({ start }) => start)).toEqual([0, 250, 500, 750, 1000, 1250]);
    expect(cuts.every(({ start, length }) => length === 1000 && start + length <= 2400)).toBe(true);
  });

  it("a snapshot is one by itself", () => {
    expect(windowsOf(2560, 25_600, windowPlan([0.1]))).toEqual([{ start: 0, length: 2560 }]);
  });
});
