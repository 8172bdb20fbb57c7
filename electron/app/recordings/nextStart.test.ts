import { describe, expect, it } from "vitest";
import { nextStart } from "./nextStart.ts";

const berlin = "Europe/Berlin";
const daily = { at: "06:30", weekdays: [], enabled: true };
const utc = (text: string) => Date.parse(`${text}Z`);
const next = (schedule: Parameters<typeof nextStart>[0], after: string, zone = berlin) => {
  const found = nextStart(schedule, utc(after), zone);
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};
/** All starts from a moment on. */
const starts = (schedule: Parameters<typeof nextStart>[0], from: string, count: number, zone = berlin) => {
  const found: string[] = [];
  for (let time = utc(from); found.length < count; ) {
    time = nextStart(schedule, time, zone)!;
    found.push(new Date(time).toISOString().slice(0, 16));
  }
  return found;
};

describe("when a schedule starts next", () => {
  it("is at its time of the clock on the wall, winter and summer", () => {
    expect(next(daily, "2026-01-15T05:29:59")).toBe("2026-01-15T05:30");
    expect(next(daily, "2026-07-15T04:29:59")).toBe("2026-07-15T04:30");
    expect(next(daily, "2026-07-15T04:30:00")).toBe("2026-07-16T04:30");
    expect(next(daily, "2026-12-31T12:00:00", "America/New_York")).toBe("2027-01-01T11:30");
    expect(next(daily, "2026-12-31T12:00:00", "Asia/Kolkata")).toBe("2027-01-01T01:00");
    expect(next({ ...daily, at: "00:00" }, "2026-02-28T23:00:00")).toBe("2026-03-01T23:00");
  });

  it("is on its days of the week, by the calendar of the place", () => {
    // 2026-05-04 is a Monday. In Auckland it has begun while it is Sunday in UTC.
    expect(next({ ...daily, weekdays: [1] }, "2026-05-04T05:00:00")).toBe("2026-05-11T04:30");
    expect(starts({ ...daily, weekdays: [1, 5] }, "2026-05-03T00:00:00", 3)).toEqual([
      "2026-05-04T04:30",
      "2026-05-08T04:30",
      "2026-05-11T04:30",
    ]);
    expect(next({ ...daily, weekdays: [1] }, "2026-05-03T00:00:00", "Pacific/Auckland")).toBe("2026-05-03T18:30");
  });

  it("comes again every so many minutes until midnight", () => {
    expect(starts({ ...daily, at: "22:00", everyMinutes: 45 }, "2026-05-04T10:00:00", 5)).toEqual([
      "2026-05-04T20:00",
      "2026-05-04T20:45",
      "2026-05-04T21:30",
      "2026-05-05T20:00",
      "2026-05-05T20:45",
    ]);
    expect(next({ ...daily, at: "22:00", everyMinutes: 45, weekdays: [1] }, "2026-05-04T21:30:00")).toBe(
      "2026-05-11T20:00",
    );
    expect(next({ ...daily, at: "00:00", everyMinutes: 1440 }, "2026-05-04T10:00:00")).toBe("2026-05-04T22:00");
  });

  it("is not left out when the clocks go forward over it, but comes as much later", () => {
    // 2026-03-29, 02:00 becomes 03:00 in Berlin: 02:30 does not come.
    expect(starts({ ...daily, at: "02:30" }, "2026-03-28T00:00:00", 3)).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:30",
      "2026-03-30T00:30",
    ]);
    // In Santiago midnight itself is left out: 2026-09-06 begins at 01:00.
    expect(starts({ ...daily, at: "00:00" }, "2026-09-05T12:00:00", 2, "America/Santiago")).toEqual([
      "2026-09-06T04:00",
      "2026-09-07T03:00",
    ]);
  });

  it("comes once when the clocks go back over it", () => {
    // 2026-10-25, 03:00 becomes 02:00 in Berlin: 02:30 comes twice.
    expect(starts({ ...daily, at: "02:30" }, "2026-10-24T12:00:00", 2)).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
    expect(starts({ ...daily, at: "01:30", everyMinutes: 60 }, "2026-10-24T23:00:00", 4)).toEqual([
      "2026-10-24T23:30",
      "2026-10-25T00:30",
      "2026-10-25T01:30",
      "2026-10-25T02:30",
    ]);
  });

  it("is the same whoever asks first: each start is found from every moment before it", () => {
    const schedule = { ...daily, at: "01:15", everyMinutes: 37, weekdays: [0, 3, 6] };
    for (const zone of [berlin, "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]) {
      const from = utc("2026-03-27T00:00:00");
      for (let time = from; time < from + 12 * 86_400_000; time += 3_333_333) {
        const found = nextStart(schedule, time, zone)!;
        expect(found).toBeGreaterThan(time);
        expect(nextStart(schedule, found - 1, zone)).toBe(found);
        expect(nextStart(schedule, (time + found) / 2, zone)).toBe(found);
      }
    }
  });

  it("never comes while it is not in force", () => {
    expect(next({ ...daily, enabled: false }, "2026-01-15T05:29:59")).toBeUndefined();
  });
});
