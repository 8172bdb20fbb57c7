import { describe, expect, it } from "vitest";
import { heatIndex, heatRamp } from "./heatRamp.ts";

describe("heatRamp", () => {
  it("passes through every given colour", () => {
    const table = heatRamp(["#000000", "#0a1420", "#ffffff"]);
    expect([...table.slice(0, 4)]).toEqual([0, 0, 0, 255]);
    expect([...table.slice(255 * 4)]).toEqual([255, 255, 255, 255]);
    expect(table.length).toBe(1024);
  });

  it("keeps levels outside the range, and silence, at its ends", () => {
    expect([-200, -80, -40, 0, 20].map((level) => heatIndex(level, -80, 0))).toEqual([0, 0, 128, 255, 255]);
    expect(heatIndex(Number.NEGATIVE_INFINITY, -80, 0)).toBe(0);
    expect(heatIndex(Number.NaN, -80, 0)).toBe(0);
  });
});
