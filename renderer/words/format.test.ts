import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { makeFormat } from "./format.ts";

const format = makeFormat(en, "en-GB");
const german = makeFormat(de, "de-DE");
const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).getTime();
const now = at(10, 15);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe("format", () => {
  it("says frequencies with their unit, and the unit of a band once", () => {
    expect([0, 49.97, 999, 1000, 12_345].map(format.frequency)).toEqual([
      "0 Hz",
      "50 Hz",
      "999 Hz",
      "1 kHz",
      "12.3 kHz",
    ]);
    expect(format.band(2900, 3400)).toBe("2.9–3.4 kHz");
    expect(format.band(1784, 12_360)).toBe("1.8–12.4 kHz");
    expect(format.band(80, 120)).toBe("80–120 Hz");
    expect(german.band(2900, 3400)).toBe("2,9–3,4 kHz");
  });

  it("says durations in the largest unit that matters", () => {
    expect([0, 44 * second, 3 * minute, 95 * minute, 7 * hour + 20 * minute, 49 * hour].map(format.duration)).toEqual([
      "0 s",
      "44 s",
      "3 min",
      "1 h 35 min",
      "7 h",
      "2 days",
    ]);
    expect(german.duration(49 * hour)).toBe("2 Tage");
  });

  it("never says sixty of the smaller unit", () => {
    expect(format.duration(59.7 * second)).toBe("1 min");
    expect(format.duration(59.8 * minute)).toBe("1 h");
    expect(format.duration(2 * hour - 10 * second)).toBe("2 h");
  });

  it("says when, relative and on the clock", () => {
    expect(format.ago(now - 2 * second, now)).toBe("just now");
    expect(format.ago(now - 3 * minute, now)).toBe("3 min ago");
    expect(german.ago(now - 3 * minute, now)).toBe("vor 3 min");
    expect(format.moment(at(10, 14, 2), now)).toBe("14:02");
    expect(format.moment(at(9, 14, 2), now)).toMatch(/^Tue,? 14:02$/);
    expect(format.moment(at(1, 14, 2), now)).toBe("1 Jun 2026");
  });

  it("says sizes and measured values", () => {
    expect([0, 999, 340e6, 52e9].map(format.bytes)).toEqual(["0 B", "999 B", "340 MB", "52 GB"]);
    expect(format.measured(0.18234, "g")).toBe("0.182 g");
    expect(format.decibels(-11.4)).toBe("11 dB");
    expect(format.percent(0.634)).toBe(63);
  });
});
