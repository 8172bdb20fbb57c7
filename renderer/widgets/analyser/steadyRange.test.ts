import { describe, expect, it } from "vitest";
import { steadyLevels, steadyTop } from "./steadyRange.ts";

describe("the range of levels", () => {
  it("encloses what is there, on tens", () => {
    expect(steadyLevels(undefined, -87, -13)).toEqual([-90, -10]);
    expect(steadyLevels(undefined, -20, -15)).toEqual([-50, -10]);
    expect(steadyLevels(undefined, -500, -15)).toEqual([-160, -10]);
  });

  it("stands still while the signal wavers, grows at once, shrinks when much is empty", () => {
    expect(steadyLevels([-90, -10], -79, -19)).toEqual([-90, -10]);
    expect(steadyLevels([-90, -10], -101, 3)).toEqual([-110, 10]);
    expect(steadyLevels([-160, 0], -80, -30)).toEqual([-90, -20]);
    expect(steadyLevels([-90, -10], Number.NaN, Number.NEGATIVE_INFINITY)).toEqual([-90, -10]);
  });
});

describe("the top of a linear axis", () => {
  it("is 1, 2 or 5 of a power of ten, and stands still", () => {
    expect(steadyTop(undefined, 0.0042)).toBeCloseTo(0.005, 12);
    expect(steadyTop(undefined, 9.9)).toBe(20);
    expect(steadyTop(5, 1.4)).toBe(5);
    expect(steadyTop(5, 1.2)).toBe(2);
    expect(steadyTop(5, 6)).toBe(10);
    expect(steadyTop(undefined, 0)).toBe(1);
  });
});
