import { describe, expect, it } from "vitest";
import type { NotJudgedReason } from "../domain/assessment.ts";
import { followReason, judgedSoFar } from "./steadyReason.ts";

const off = "machine off";
const other = "new operating mode";
const shown = (...reasons: (NotJudgedReason | undefined)[]) => {
  let state = judgedSoFar;
  return reasons.map((reason) => {
    state = followReason(state, reason);
    return state.shown;
  });
};

describe("why a component is not judged", () => {
  it("is shown from the third window in a row on, and no longer after three that are judged", () => {
    expect(shown(off, off, off, off, undefined, undefined, undefined)).toEqual([
      undefined,
      undefined,
      off,
      off,
      off,
      off,
      undefined,
    ]);
  });
  it("is not shown for an odd window", () => {
    expect(shown(undefined, undefined, undefined, other, other, undefined, other)).not.toContain(other);
  });
  it("goes on through an odd judged window", () => {
    expect(shown(off, off, off, undefined, off).at(-1)).toBe(off);
  });
  it("is the newest of three that differ, and another one only once that holds", () => {
    expect(shown(off, other, off)).toEqual([undefined, undefined, off]);
    expect(shown(off, off, off, other, other, other).slice(2)).toEqual([off, off, off, other]);
  });
});
