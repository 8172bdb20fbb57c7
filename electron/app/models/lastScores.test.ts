import { expect, it } from "vitest";
import { kinds } from "../../micromodels/kinds.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import { LastScores } from "./lastScores.ts";

const longest = Math.max(...kinds.map(({ smoothing }) => smoothing));

function listening() {
  let hear: (window: WindowResult) => void = () => {};
  const scores = new LastScores({
    onWindow: (listener) => {
      hear = listener;
      return () => {};
    },
  });
  const take = (second: number, change: Partial<NonNullable<WindowResult["score"]>> = {}, values = [second]) =>
    hear({
      componentId: "c",
      recipe: "general/1",
      time: 1000 * second,
      duration: 1,
      values: Float32Array.from(values),
      spectra: [],
      score: { value: second, threshold: 2, modelVersion: 1, ...change },
    });
  const heard = () => scores.of("c")?.windows.map(([value]) => value);
  return { scores, take, heard };
}

it("remembers as many windows as any model looks back at, and no more", () => {
  const { scores, take, heard } = listening();
  for (let second = 0; second < longest + 5; second++) take(second);
  expect(heard()).toEqual(Array.from({ length: longest }, (_, n) => n + 5));
  expect(scores.of("c")).toMatchObject({ time: 1000 * (longest + 5), value: longest + 4, threshold: 2 });
});

it("begins anew after a gap, a standstill, and with another model", () => {
  const { take, heard } = listening();
  take(0);
  take(1);
  expect(heard()).toEqual([0, 1]);
  take(5);
  expect(heard()).toEqual([5]);
  take(6, { notJudged: "machine off" });
  expect(heard()).toEqual([6]);
  take(7);
  take(8);
  expect(heard()).toEqual([7, 8]);
  take(9, { modelVersion: 2 });
  expect(heard()).toEqual([9]);
});
