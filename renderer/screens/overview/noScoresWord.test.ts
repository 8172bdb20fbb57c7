import { expect, it } from "vitest";
import { en } from "../../words/en.ts";
import { noScoresWord } from "./noScoresWord.ts";

it("does not say that there are no scores beside a judgement, which is made of them", () => {
  for (const state of ["as usual", "watch", "alarm"] as const) {
    expect(noScoresWord(en, state)).toBe("first scores in a moment");
  }
  for (const state of ["learning", "not judged", "out of service", "sensor trouble"] as const) {
    expect(noScoresWord(en, state)).toBe("no scores yet");
  }
});
