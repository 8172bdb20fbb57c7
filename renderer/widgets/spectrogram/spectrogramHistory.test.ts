import { describe, expect, it } from "vitest";
import { SpectrogramHistory } from "./spectrogramHistory.ts";

const quiet = [-80, -80, -80, -80];

describe("SpectrogramHistory", () => {
  it("reads back what was measured, by age and frequency", () => {
    const history = new SpectrogramHistory(3);
    history.push([-10, -20, -30, -40], 4000, 1000);
    history.push([-50, -60, -70, -80], 4000, 1050);
    expect(history.read(0, 1500)).toEqual({ level: -60, frequency: 1500, time: 1050 });
    expect(history.read(1, 3999)).toEqual({ level: -40, frequency: 3500, time: 1000 });
    expect(history.read(2, 100)).toBeUndefined();
    expect(history.read(0, 4000)).toBeUndefined();
    expect(history.newest).toBe(1050);
    // Three columns, 50 ms apart.
    expect(history.span).toBe(150);
  });

  it("forgets the oldest when it is full", () => {
    const history = new SpectrogramHistory(3);
    for (let index = 0; index < 5; index += 1) history.push([-index, -90], 100, index);
    expect([0, 1, 2].map((age) => history.read(age, 0)?.level)).toEqual([-4, -3, -2]);
    expect(history.read(3, 0)).toBeUndefined();
    expect(history.next).toBe(2);
  });

  it("asks to be painted anew only when the range or the axis changes", () => {
    const history = new SpectrogramHistory(4);
    expect(history.push(quiet, 100, 0)).toBe(true);
    expect(history.push(quiet, 100, 1)).toBe(false);
    expect(history.push([-80, -80, -80, 5], 100, 2)).toBe(true);
    expect(history.range[1]).toBe(10);
    // The loud column is still in sight: the range may not shrink under it.
    expect([3, 4, 5].map((time) => history.push(quiet, 100, time))).toEqual([false, false, false]);
    expect(history.push(quiet, 100, 6)).toBe(true);
    expect(history.range[1]).toBeLessThan(-60);
    expect(history.push(quiet, 200, 7)).toBe(true);
    expect(history.filled).toBe(1);
  });
});
