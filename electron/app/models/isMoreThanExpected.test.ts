import { expect, it } from "vitest";
import { isMoreThanExpected } from "./isMoreThanExpected.ts";

const month = 30.4375;
const expected = (high: number) => ({ perMonth: high / 2, low: 0, high });

/** P(at least `count`) by drawing Poisson numbers (Knuth). */
function drawn(count: number, mean: number): number {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  let hits = 0;
  const draws = 40_000;
  for (let draw = 0; draw < draws; draw++) {
    let events = 0;
    for (let product = random(); product > Math.exp(-mean); product *= random()) events++;
    if (events >= count) hits++;
  }
  return hits / draws;
}

it.each([
  [2, 0.1],
  [2, 0.3],
  [3, 0.3],
  [4, 1],
  [6, 1],
  [12, 4],
  [8, 4],
])("%i alerts where at most %d are expected: as often as chance brings them", (alerts, mean) => {
  const often = drawn(alerts, mean);
  expect(Math.abs(often - 0.01)).toBeGreaterThan(0.001);
  expect(isMoreThanExpected(alerts, month, expected(mean))).toBe(often < 0.01);
});

it("never minds a single alert, and knows that a short time brings fewer", () => {
  expect(isMoreThanExpected(1, 0.1, expected(0.001))).toBe(false);
  expect(isMoreThanExpected(4, month, expected(1))).toBe(false);
  expect(isMoreThanExpected(4, month / 4, expected(1))).toBe(true);
  expect(isMoreThanExpected(2, 0, expected(1))).toBe(true);
});
