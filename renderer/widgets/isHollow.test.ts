import { expect, it } from "vitest";
import { isHollow } from "./isHollow.ts";

const rows = (...seconds: number[]) => seconds.map((second) => ({ time: second * 1000 }));
const every = (from: number, to: number) => rows(...Array.from({ length: to - from }, (_, n) => from + n));
const gap = { from: 100_000, to: 160_000 };

it("is a hole where nothing was scored", () => {
  expect(isHollow(gap, [...every(0, 100), ...every(160, 200)], 1)).toBe(true);
  expect(isHollow(gap, [], 1)).toBe(true);
});

it("is none where scores went on, or where it is shorter than a row", () => {
  expect(isHollow(gap, every(0, 200), 1)).toBe(false);
  expect(isHollow(gap, rows(0, 3600), 3600)).toBe(false);
  expect(isHollow({ from: 100_000, to: 100_950 }, every(0, 200), 1)).toBe(false);
});
