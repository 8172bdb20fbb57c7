import { describe, expect, it } from "vitest";
import type { LearningFailure } from "../../electron/domain/learningFailure.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { failureWords } from "./failureWords.ts";
import { makeFormat } from "./format.ts";
import type { Words } from "./words.ts";

const message = "The station's own English sentence.";
const say = (words: Words, locale: string, failure: LearningFailure | undefined) =>
  failureWords(words, makeFormat(words, locale), {
    componentId: "c",
    state: "failed",
    progress: 1,
    remaining: 0,
    failure,
    message,
  });

const facts: readonly [LearningFailure, readonly string[]][] = [
  [{ reason: "no point" }, []],
  [{ reason: "no session" }, []],
  [{ reason: "unusable" }, []],
  [{ reason: "no signal", duration: 45_000 }, ["45"]],
  [{ reason: "no signal", duration: 45_000, points: ["Ordner A", "Halle"] }, ["45", "Ordner A, Halle"]],
  [{ reason: "machine off", duration: 900_000 }, ["15"]],
  [{ reason: "station off", duration: 7_200_000 }, ["2"]],
  [{ reason: "too little", found: 7, needed: 15 }, ["7", "15"]],
  [{ reason: "silent or broken", unusable: 1940, all: 2600 }, ["1.940", "2.600"]],
];

describe("why learning failed", () => {
  it("is said in the words of the page with every number, and never in the station's English", () => {
    for (const [failure, numbers] of facts) {
      const german = say(de, "de-DE", failure);
      for (const number of numbers) expect(german).toContain(number);
      expect(german).not.toContain(message);
      expect(german).not.toBe(say(en, "en-GB", failure));
    }
    expect(say(de, "de-DE", { reason: "machine off", duration: 900_000 })).toMatch(/^Die Maschine war 15 min aus\./);
  });

  it("is the words for the fault, then what the station knows of it, where the facts are only a code", () => {
    expect(say(de, "de-DE", { reason: "fault", code: "STORE_FAILED" })).toBe(`${de.fault.STORE_FAILED} ${message}`);
  });

  it("is the station's sentence when it gives no facts", () => {
    expect(say(de, "de-DE", undefined)).toBe(message);
  });
});
