import { expect, it } from "vitest";
import { keepValues, type ValueAt } from "./valueHistory.ts";

const frame = (time: number, ...high: number[]) => ({
  time,
  waveform: { duration: high.length * 2000, low: high, high },
});

it("begins with the values a sensor has said already, then adds one a frame", () => {
  const first = keepValues([], frame(10_000, -4, -3, -2));
  expect(first).toEqual([
    { time: 6000, value: -4 },
    { time: 8000, value: -3 },
    { time: 10_000, value: -2 },
  ]);
  expect(keepValues(first, frame(12_000, -3, -2, -1)).at(-1)).toEqual({ time: 12_000, value: -1 });
});

it("takes the same frame once, and an empty one not at all", () => {
  const first = keepValues([], frame(10_000, 7));
  expect(keepValues(first, frame(10_000, 7))).toBe(first);
  expect(keepValues(first, frame(11_000))).toBe(first);
  expect(keepValues([], frame(1000))).toEqual([]);
});

it("forgets the oldest, however long it is watched", () => {
  let values: readonly ValueAt[] = [];
  for (let second = 1; second <= 1000; second++) values = keepValues(values, frame(second * 1000, second));
  expect([values.length, values[0]?.value, values.at(-1)?.value]).toEqual([300, 701, 1000]);
});
