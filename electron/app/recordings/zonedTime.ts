import type { UtcMilliseconds } from "../../domain/units.ts";

/** A day of the calendar, and a time of the clock on the wall. */
export interface ZonedTime {
  readonly year: number;
  /** 1 = January. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(time: UtcMilliseconds, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const numeric = "2-digit";
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - Math.floor(time / 1000) * 1000;
}

/** What calendar and clock show at a moment, to the minute: "2026-05-04 06:00". */
export function wallText(time: UtcMilliseconds, timeZone: string): string {
  return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 16).replace("T", " ");
}

/** The day of the calendar that a moment belongs to. */
export function dateAt(time: UtcMilliseconds, timeZone: string): Pick<ZonedTime, "year" | "month" | "day"> {
  const wall = new Date(time + offsetAt(time, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/**
 * When the clocks of a time zone show this. A time that comes twice (clocks go back) is the first of the two, one that does not come
 * (clocks go forward) is as much later as the clocks jump: RFC 5545, 3.3.5.
 */
export function momentOf({ year, month, day: date, hour, minute }: ZonedTime, timeZone: string): UtcMilliseconds {
  const wall = Date.UTC(year, month - 1, date, hour, minute);
  const before = wall - offsetAt(wall - day, timeZone);
  const after = wall - offsetAt(wall + day, timeZone);
  const shown = [before, after].filter((moment) => moment + offsetAt(moment, timeZone) === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}
