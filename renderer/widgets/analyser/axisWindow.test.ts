import { describe, expect, it } from "vitest";
import { type AxisLimits, panWindow, reveal, valueAtShare, withinLimits, zoomWindow } from "./axisWindow.ts";

const linear: AxisLimits = { low: 0, high: 1000, narrowest: 10, axis: "linear" };
const log: AxisLimits = { low: 1, high: 10_000, narrowest: 1, axis: "log" };
const whole = { low: 0, high: 1000 };

describe("a window on an axis", () => {
  it("zooms around what is pointed at", () => {
    expect(zoomWindow(whole, 2, 250, linear)).toEqual({ low: 125, high: 625 });
    const zoomed = zoomWindow({ low: 1, high: 10_000 }, 2, 100, log);
    expect(zoomed.low).toBeCloseTo(10, 9);
    expect(zoomed.high).toBeCloseTo(1000, 9);
  });

  it("comes back when zoomed out as far as it was zoomed in, and ends at the limits", () => {
    const there = zoomWindow(whole, 4, 400, linear);
    const back = zoomWindow(there, 0.25, 400, linear);
    expect(back.low).toBeCloseTo(0, 9);
    expect(back.high).toBeCloseTo(1000, 9);
    expect(zoomWindow(back, 0.1, 400, linear)).toEqual(whole);
  });

  it("is never narrower than a few lines nor outside its limits", () => {
    expect(zoomWindow(whole, 1e6, 500, linear)).toEqual({ low: 495, high: 505 });
    expect(zoomWindow(whole, 1e6, 0, linear)).toEqual({ low: 0, high: 10 });
    const deep = zoomWindow({ low: 1, high: 10_000 }, 1e9, 10_000, log);
    expect(deep.high).toBeCloseTo(10_000, 6);
    expect(deep.high - deep.low).toBeCloseTo(1, 6);
    expect(withinLimits({ low: -50, high: 50 }, linear)).toEqual({ low: 0, high: 100 });
    expect(withinLimits({ low: 990, high: 1090 }, linear)).toEqual({ low: 900, high: 1000 });
  });

  it("moves by shares of itself and stops at the ends with its width kept", () => {
    expect(panWindow({ low: 100, high: 200 }, 0.5, linear)).toEqual({ low: 150, high: 250 });
    expect(panWindow({ low: 100, high: 200 }, -5, linear)).toEqual({ low: 0, high: 100 });
    const moved = panWindow({ low: 10, high: 100 }, 1, log);
    expect(moved.low).toBeCloseTo(100, 9);
    expect(moved.high).toBeCloseTo(1000, 9);
  });

  it("follows a cursor only as far as needed", () => {
    const window = { low: 100, high: 200 };
    expect(reveal(window, 150, linear)).toBe(window);
    expect(reveal(window, 230, linear)).toEqual({ low: 130, high: 230 });
    expect(reveal(window, 40, linear)).toEqual({ low: 40, high: 140 });
  });

  it("knows what a place on the screen means", () => {
    expect(valueAtShare(whole, 0.25, linear)).toBe(250);
    expect(valueAtShare({ low: 1, high: 10_000 }, 0.5, log)).toBeCloseTo(100, 9);
  });
});
