import { describe, expect, it } from "vitest";
import { reloadAfterCrash } from "./desktopCrash.ts";

/** Plays crashes at the given times and returns which of them were answered with a reload. */
function play(times: readonly number[]): boolean[] {
  let earlier: readonly number[] = [];
  return times.map((time) => {
    const decision = reloadAfterCrash(earlier, time);
    earlier = decision.earlier;
    return decision.reload;
  });
}

describe("the window after its page has died", () => {
  it("is loaded again three times within a minute, then no more", () => {
    expect(play([0, 1000, 2000, 3000, 4000])).toEqual([true, true, true, false, false]);
  });

  it("is loaded again for ever when it dies seldom", () => {
    expect(play(Array.from({ length: 50 }, (_, index) => index * 30_000))).not.toContain(false);
  });

  it("is loaded again once the minute has passed", () => {
    expect(play([0, 0, 0, 59_999, 60_000])).toEqual([true, true, true, false, true]);
  });

  it("does not change what it was given, nor keep what is past", () => {
    const earlier = Object.freeze([0, 100]);
    expect(reloadAfterCrash(earlier, 90_000)).toEqual({ reload: true, earlier: [90_000] });
    expect(earlier).toEqual([0, 100]);
  });
});
