import { expect, it } from "vitest";
import type { Candidate } from "../../../electron/domain/reportCard.ts";
import { en } from "../../words/en.ts";
import { makeFormat } from "../../words/format.ts";
import { candidateReason } from "./candidateReason.ts";

const format = makeFormat(en, "en-GB");
const best: Candidate = { kind: "a", recipe: "r", smallestChange: 3, found: 0.92, spread: 1.2, scoreMicros: 4 };
const say = (more: Partial<Candidate>) => {
  const other = { ...best, kind: "b", ...more };
  return candidateReason(en, format, other, [best, other]);
};

it("says what the first one is first for", () => {
  expect(candidateReason(en, format, best, [best])).toBe("Sees the smallest change: 3 dB are enough.");
});

it("says so when the usual one stands first though another sees a little more", () => {
  const other = { ...best, kind: "b", smallestChange: 1.2 };
  expect(candidateReason(en, format, best, [best, other])).toBe("The usual technique: no other is clearly better.");
  expect(say({ smallestChange: 1.2 })).toBe(
    "Sees a change 2 dB smaller, which is not enough to take the place of the usual one.",
  );
});

it("compares the figures as they are shown", () => {
  expect(say({ smallestChange: 3.4 })).toBe("Just as good; the simpler one goes first.");
  const seven = { ...best, smallestChange: 6.6 };
  const alike = { ...best, kind: "b", smallestChange: 7.4 };
  expect(candidateReason(en, format, alike, [seven, alike])).not.toMatch(/Needs/);
});

it("says what each other one lacks against the first, and only that", () => {
  expect(say({ smallestChange: 9 })).toBe("Needs 6 dB more before it sees a change.");
  expect(say({ smallestChange: 3.2, found: 0.8, spread: 2.4 })).toBe(
    "Finds 12 % fewer of the test faults. Its sessions differ 2 times as much.",
  );
  expect(say({ smallestChange: undefined })).toBe("Sees none of the test faults.");
});

it("says why the simpler of two good ones goes first", () => {
  expect(say({ scoreMicros: 40 })).toBe("Just as good, but it costs more.");
  expect(say({})).toBe("Just as good; the simpler one goes first.");
});

it("says why one was not tried instead of comparing figures that are not there", () => {
  expect(say({ untried: "too few windows", smallestChange: undefined })).toBe("Not tried: it needs more healthy time.");
});
