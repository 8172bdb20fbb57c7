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
  expect(learningProgress(learning)).toEqual({
    done: 1,
    all: 3,
    share: (0.4 + 0.8 + 1) / 3,
    remaining: 30,
    training: undefined,
  });
});

it("says who is worked out once everybody has been listened to, and not who waits for it", () => {
  const waiting: Learning = { ...entry("training", 1), componentId: "a", stage: "waiting", trained: 0 };
  const active: Learning = { ...entry("training", 1), componentId: "b", stage: "trying kinds", trained: 0.5 };
  const progress = learningProgress([waiting, active]);
  expect(progress?.training?.componentId).toBe("b");
  expect(progress?.share).toBeCloseTo((0.8 + 0.9) / 2, 10);
  expect(learningProgress([waiting])?.training?.componentId).toBe("a");
});
