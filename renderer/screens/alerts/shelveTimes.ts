import type { UtcMilliseconds } from "../../../electron/domain/units.ts";

const hour = 3_600_000;

/** Local wall clock as the browser's date field wants it: "2026-03-04T14:05". */
export function toField(time: UtcMilliseconds): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** undefined for a field that is empty or half typed. */
export function fromField(value: string): UtcMilliseconds | undefined {
  const time = new Date(value).getTime();
  return value === "" || Number.isNaN(time) ? undefined : time;
}

export function inHours(now: UtcMilliseconds, count: number): UtcMilliseconds {
  return now + count * hour;
}

/** Start of the early shift on the next day. */
export function tomorrowMorning(now: UtcMilliseconds): UtcMilliseconds {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  day.setHours(6, 0, 0, 0);
  return day.getTime();
}
