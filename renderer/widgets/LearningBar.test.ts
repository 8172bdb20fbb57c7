import { expect, it } from "vitest";
import { type Learning, trainingStages } from "../../electron/contract/componentsContract.ts";
import { en } from "../words/en.ts";
import { makeFormat } from "../words/format.ts";
import { isBusy, learningSentence } from "./LearningBar.tsx";

const format = makeFormat(en, "en-GB");
const run: Learning = { componentId: "c", state: "collecting", progress: 0.63, remaining: 44 };
const say = (more: Partial<Learning>) => learningSentence(en, format, { ...run, ...more });

it("says how long it still listens, and what holds it up", () => {
  expect(say({})).toBe("Listening: 63 %, about 44 s to go.");
  expect(say({ heldBy: "machine off" })).toBe(en.learn.held);
});

it("says what the working out is at, and no share while it only waits", () => {
  expect(say({ state: "training", stage: "trying kinds", trained: 0.404 })).toBe("Trying techniques: 40 %.");
  expect(say({ state: "training", stage: "waiting", trained: 0 })).toBe(`${en.learn.stages.waiting}.`);
  expect(say({ state: "training" })).toBe(`${en.learn.stages.waiting}.`);
  expect(new Set(trainingStages.map((stage) => say({ state: "training", stage }))).size).toBe(trainingStages.length);
});

it("is busy only while it listens or is worked out", () => {
  const states = ["collecting", "training", "done", "failed", "cancelled"] as const;
  expect(states.filter((state) => isBusy({ ...run, state }))).toEqual(["collecting", "training"]);
  expect(isBusy(undefined)).toBe(false);
});
