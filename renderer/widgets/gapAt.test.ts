import { expect, it } from "vitest";
import { gapAt } from "./gapAt.ts";

const gap = (from: number, to: number) => ({ from, to, lostSamples: 1, reason: `${from}` });
const gaps = [gap(1000, 2000), gap(2004, 2004), gap(9000, 9500)];

it("finds the gap that is pointed at, and a narrow one within a few pixels", () => {
  expect(gapAt(gaps, 1500, 1)).toBe(gaps[0]);
  expect(gapAt(gaps, 2006, 1)).toBe(gaps[1]);
  expect(gapAt(gaps, 8000, 300)).toBe(gaps[2]);
});

it("finds none where there is none", () => {
  expect(gapAt(gaps, 5000, 1)).toBeUndefined();
  expect(gapAt([], 1500, 1000)).toBeUndefined();
});
