import { describe, expect, it } from "vitest";
import { FrameSummary, type SummarisedValue } from "./frameSummary.ts";

const values: readonly SummarisedValue[] = [
  { name: "a", keep: ["mean", "spread", "lowest", "highest"] },
  { name: "b", keep: ["highest"] },
];

describe("FrameSummary", () => {
  it("keeps mean, spread and extremes, and starts anew after each answer", () => {
    const summary = new FrameSummary(values);
    for (const frame of [
      [2, -1],
      [4, -3],
      [6, -2],
    ]) {
      summary.add(frame);
    }
    expect(FrameSummary.names(values)).toEqual(["a mean", "a spread", "a lowest", "a highest", "b highest"]);
    expect(summary.results()).toEqual([4, Math.sqrt(8 / 3), 2, 6, -1]);
    summary.add([1, 1]);
    expect(summary.results()).toEqual([1, 0, 1, 1, 1]);
  });

  it("passes over frames where a value is not defined, and has no answer when it never is", () => {
    const summary = new FrameSummary(values);
    summary.add([3, null]);
    summary.add([null, 5]);
    expect(summary.results()).toEqual([3, 0, 3, 3, 5]);
    summary.add([3, null]);
    expect(summary.results()).toBeNull();
    expect(summary.results()).toBeNull();
    summary.add([7, 7]);
    expect(summary.results()?.[0]).toBe(7);
  });
});
