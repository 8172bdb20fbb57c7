import { describe, expect, it } from "vitest";
import { type JudgedWindow, raisesAlarm } from "./judgeRow.ts";
import { alarmsOf } from "./seriesMode.ts";

const windows = (text: string): JudgedWindow[] =>
  [...text].map((sign) => ({ value: 1, judged: sign !== "?", above: sign === "x" }));

describe("an alarm", () => {
  it.each([
    ["xxx", true],
    ["..xxx.", true],
    ["xx.xx.x", false],
    ["xx?x", false],
    ["xx?xxx", true],
    ["xx", true],
    ["x.", false],
    ["x", true],
    ["", false],
  ])("of the windows %j: %s", (text, expected) => {
    expect(raisesAlarm(windows(text))).toBe(expected);
  });
});

describe("alarms of a series", () => {
  const series = (text: string) =>
    windows(text).map((window, i) => ({ ...window, share: (20 + (80 * (i + 1)) / text.length) / 100 }));

  it("before 30 % of life are counted as they begin, and what is still on afterwards is the first", () => {
    // ten snapshots a 10 % of life: 20 % … 30 % are the first ten of eighty
    const life = 8000;
    const text = `xxx..xxx.x${".".repeat(30)}xxxx${".".repeat(36)}`;
    const found = alarmsOf(series(text), life);
    expect(found.falseAlarmEpisodesBefore30Percent).toBe(2);
    expect(found.firstAlarmPercentOfLife).toBeCloseTo(63, 9);
    expect(found.minutesBeforeEnd).toBeCloseTo((0.37 * life) / 60, 9);
    expect(alarmsOf(series(`.......xxx${"x".repeat(70)}`), life)).toMatchObject({
      falseAlarmEpisodesBefore30Percent: 1,
      firstAlarmPercentOfLife: expect.closeTo(31, 9),
    });
  });

  it("may never come", () => {
    expect(alarmsOf(series("xx.".repeat(20)), 100)).toEqual({
      firstAlarmPercentOfLife: null,
      minutesBeforeEnd: null,
      falseAlarmEpisodesBefore30Percent: 0,
    });
  });
});
