import { expect, it } from "vitest";
import type { Point } from "../../../../electron/domain/plant.ts";
import { en } from "../../../words/en.ts";
import { makeFormat } from "../../../words/format.ts";
import { type LearnFacts, learnAdvice } from "./learnAdvice.ts";

const format = makeFormat(en, "en-GB");
const { advice } = en.learn;
const point: Point = {
  id: "p",
  componentId: "c",
  name: "Housing",
  quantity: "acceleration",
  unit: "g",
  sensitivity: 0.1,
  mounting: "screw",
  direction: "radial",
  deviceId: "d",
  channel: 0,
  sampleRate: 51_200,
};
const hour = 3_600_000;
const settled: LearnFacts = {
  alerted: false,
  points: [point],
  sessions: 3,
  learnedAt: 0,
  seconds: 600,
  startOver: false,
  now: 50 * hour,
};
const say = (more: Partial<LearnFacts>) => learnAdvice(en, format, { ...settled, ...more });

it("always says that only healthy time counts, and nothing more when all is fine", () => {
  expect(say({})).toEqual([advice.onlyHealthy]);
});

it("says first of an open alert that its cause would be learned as healthy", () => {
  expect(say({ alerted: true, sessions: 1 })).toEqual([advice.openAlert, advice.oneSession]);
});

it("asks for another day after the first session, and for another occasion within the hour", () => {
  expect(say({ sessions: 0, learnedAt: undefined })).toContain(advice.firstSession);
  expect(say({ sessions: 1 })).toContain(advice.oneSession);
  expect(say({ sessions: 1, learnedAt: 49.5 * hour })).toContain(advice.otherDay);
  expect(say({ startOver: true, learnedAt: 49.5 * hour })).toContain(advice.firstSession);
});

it("minds what a sensor cannot carry, by mounting and by sample rate", () => {
  expect(say({ points: [{ ...point, mounting: "magnet" }] })).toContain(advice.mounting("Housing", "magnet", "3 kHz"));
  expect(say({ points: [{ ...point, sampleRate: 3200 }] })).toContain(advice.mounting("Housing", "screwed", "1.6 kHz"));
  expect(say({ points: [{ ...point, mounting: "unknown" }] })).toContain(advice.unknownMounting("Housing"));
  expect(say({ points: [{ ...point, mounting: "airborne", quantity: "sound pressure" }] })).toEqual([
    advice.onlyHealthy,
  ]);
});

it("prefers ten minutes to two", () => {
  expect(say({ seconds: 120 })).toContain(advice.short);
});
