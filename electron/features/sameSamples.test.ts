import { expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { sameSamples, shapeOf } from "./sameSamples.ts";

const factorOf = (first: Float32Array, second: Float32Array) => {
  const [shape, otherShape] = [shapeOf(first), shapeOf(second)];
  return shape && otherShape && sameSamples(shape, otherShape);
};

const one = Float32Array.from({ length: 512 }, seededNoise(1));
const other = Float32Array.from({ length: 512 }, seededNoise(2));

it.each([1, -1, 0.01, 250])("knows the samples again, times %d and shifted", (factor) => {
  expect(
    factorOf(
      one,
      one.map((sample) => factor * sample + 3 * Math.abs(factor)),
    ),
  ).toBeCloseTo(factor, 4);
});

it("tells two sensors apart that hear the same tone", () => {
  const tone = (n: number) => 5 * Math.sin(n / 9);
  expect(
    factorOf(
      one.map((sample, n) => tone(n) + 0.02 * sample),
      one.map((_, n) => tone(n) + 0.02 * other[n]!),
    ),
  ).toBeUndefined();
  expect(factorOf(one, other)).toBeUndefined();
});

it("says nothing of constants, of converters at rest, and of too few samples", () => {
  const rest = new Float32Array(512).fill(1);
  rest[200] = 2;
  expect(factorOf(rest, rest)).toBeUndefined();
  expect(factorOf(new Float32Array(512), one)).toBeUndefined();
  expect(factorOf(one.subarray(0, 8), one.subarray(0, 8))).toBeUndefined();
});
