import { describe, expect, it } from "vitest";
import { trendSeries } from "./trendSeries.ts";

const row = (time: number, mean: number) => ({ time, min: mean - 1, mean, max: mean + 1 });

describe("trendSeries", () => {
  it("gives times in seconds and keeps smallest, mean and largest apart", () => {
    expect(trendSeries([row(60_000, 5), row(120_000, 6)], 60)).toEqual([
      [60, 120],
      [4, 5],
      [6, 7],
      [5, 6],
    ]);
  });

  it("breaks the line where a row is missing, and nowhere else", () => {
    const [times, , , mean] = trendSeries([row(1000, 1), row(2000, 2), row(5000, 5), row(6000, 6)], 1);
    expect(times).toEqual([1, 2, 3, 5, 6]);
    expect(mean).toEqual([1, 2, null, 5, 6]);
  });

  it("does not take the jitter of a source's clock for a gap", () => {
    const [, , , mean] = trendSeries([row(1000, 1), row(2400, 2), row(3200, 3)], 1);
    expect(mean).not.toContain(null);
  });

  it("is empty for no rows", () => {
    expect(trendSeries([], 1)).toEqual([[], [], [], []]);
  });
});
