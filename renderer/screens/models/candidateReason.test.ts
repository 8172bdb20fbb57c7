import { expect, it } from "vitest";
import type { Candidate } from "../../../electron/domain/reportCard.ts";
import { en } from "../../words/en.ts";
import { makeFormat } from "../../words/format.ts";
import { candidateReason } from "./candidateReason.ts";

const format = makeFormat(en, "en-GB");
const best: Candidate = { kind: "a", recipe: "r", smallestChange: 3, found: 0.92, spread: 1.2, scoreMicros: 4 };
const say = (more: Partial<Candidate>) => candidateReason(en, format, { ...best, kind: "b", ...more }, best);

it("says what the first one is first for", () => {
  expect(candidateReason(en, format, best, best)).toBe("Sees the smallest change: 3 dB are enough.");
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
