import { expect, it } from "vitest";
import type { Learning } from "../../../electron/contract/componentsContract.ts";
import { learningProgress } from "./learningProgress.ts";

const entry = (state: Learning["state"], progress: number, remaining = 0): Learning => ({
  componentId: `${state} ${progress}`,
  state,
  progress,
  remaining,
});

it("says nothing when nobody learns", () => {
  expect(learningProgress([])).toBeUndefined();
  expect(learningProgress([entry("done", 1), entry("failed", 0.4)])).toBeUndefined();
});

it("counts over all that learn together, until the last is done, and does not wait for what failed", () => {
  const learning = [entry("collecting", 0.5, 30), entry("training", 1, 2), entry("done", 1), entry("failed", 0.2, 90)];
  expect(learningProgress(learning)).toEqual({ done: 1, all: 3, share: 2.5 / 3, remaining: 30 });
});
