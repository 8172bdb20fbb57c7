import { expect, it } from "vitest";
import { meterShare } from "./meterShare.ts";

it("places levels on a logarithmic scale and stays inside it", () => {
  expect(meterShare(1)).toBeCloseTo(0.8, 10);
  expect(meterShare(0.001)).toBeCloseTo(0.2, 10);
  expect([0, -1, Number.NaN, 1e-9, 1e9].map(meterShare)).toEqual([0, 0, 0, 0, 1]);
});
