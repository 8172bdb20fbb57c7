import { expect, it } from "vitest";
import type { TrackGap } from "../../domain/savedRecording.ts";
import { type Stretch, stretches } from "./stretches.ts";

async function* blocks(lengths: readonly number[]) {
  let at = 0;
  for (const length of lengths) yield [Float32Array.from({ length }, () => at++)];
}

async function cut(lengths: readonly number[], gaps?: readonly TrackGap[]) {
  const found: Stretch[] = [];
  for await (const each of stretches(blocks(lengths), gaps)) found.push(each);
  return found.map(({ channels, at, lostBefore }) => [at, lostBefore, [...channels[0]!]]);
}

it("passes blocks on where nothing was lost", async () => {
  expect(await cut([2, 3])).toEqual([
    [0, 0, [0, 1]],
    [2, 0, [2, 3, 4]],
  ]);
});

it("leaves gaps out, wherever they lie, and counts them", async () => {
  const gaps = (...each: [number, number][]) => each.map(([at, samples]) => ({ at, samples }));
  expect(await cut([4, 4], gaps([1, 2]))).toEqual([
    [0, 0, [0]],
    [3, 2, [3]],
    [4, 0, [4, 5, 6, 7]],
  ]);
  expect(await cut([4, 4], gaps([0, 1], [2, 5]))).toEqual([
    [1, 1, [1]],
    [7, 5, [7]],
  ]);
  expect(await cut([4, 4], gaps([4, 4]))).toEqual([[0, 0, [0, 1, 2, 3]]]);
  expect(await cut([2, 2, 2], gaps([1, 4]))).toEqual([
    [0, 0, [0]],
    [5, 4, [5]],
  ]);
});
