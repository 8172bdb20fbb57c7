import { expect, it } from "vitest";
import { sparkPath } from "./sparkPath.ts";

const row = (time: number, max: number) => ({ time, min: 0, mean: max / 2, max });

it("draws the largest score from left to right, and a gap as a gap", () => {
  const trend = { componentId: "c", step: 60, gaps: [], score: [row(0, 0), row(60_000, 5), row(240_000, 10)] };
  const path = sparkPath({ trend, from: 0, to: 240_000 }, { width: 100, height: 50, top: 10 });
  expect(path).toBe("M0.0 50.0L25.0 25.0M100.0 0.0");
});
