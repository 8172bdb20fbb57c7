import { expect, it } from "vitest";
import { evidenceTrend } from "./evidenceTrend.ts";

const evidence = (times: readonly number[]) => ({
  alertId: "a",
  from: 0,
  to: 10_000,
  modelVersion: 1,
  modelHash: "f00",
  threshold: 3,
  scores: times.map((time) => ({ time, value: time / 1000 })),
  points: [],
});

it("takes the usual distance of the scores as its step, so that one hole shows as a gap", () => {
  const trend = evidenceTrend(evidence([1000, 1500, 2000, 5000, 5500]));
  expect(trend.step).toBe(0.5);
  expect([trend.from, trend.to]).toEqual([1000, 5500]);
  expect(trend.score[3]).toEqual({ time: 5000, min: 5, mean: 5, max: 5 });
});

it("has a window even for a single score", () => {
  expect(evidenceTrend(evidence([1000]))).toMatchObject({ from: 1000, to: 2000, step: 1 });
});
