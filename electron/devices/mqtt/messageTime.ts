import type { UtcMilliseconds } from "../../domain/units.ts";
import { plainNumber } from "../plainNumber.ts";

/** Seconds since 1970 stay below this until the year 5138, milliseconds until then are above it, and so on by a factor of thousand. */
const seconds = 1e11;

/** A time as senders write it: ISO 8601, or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
export function writtenTime(value: unknown): UtcMilliseconds | undefined {
  const number = typeof value === "number" ? value : typeof value === "string" ? plainNumber(value.trim()) : Number.NaN;
  if (number > 0 && Number.isFinite(number)) {
    if (number < seconds) return number * 1e3;
    if (number < seconds * 1e3) return number;
    return number < seconds * 1e6 ? number / 1e3 : number / 1e6;
  }
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}
