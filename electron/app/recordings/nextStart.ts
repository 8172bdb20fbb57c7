import type { RecordingSchedule } from "../../domain/savedRecording.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { dateAt, momentOf } from "./zonedTime.ts";

const minute = 60_000;
const daysAWeek = 7;

/**
 * When a schedule starts next after a moment: on its days at its time of the clock on the wall, and from then on every so many minutes,
 * as a stopwatch counts them, until midnight.
 * @returns undefined for one that is not in force
 */
export function nextStart(
  schedule: Pick<RecordingSchedule, "at" | "weekdays" | "everyMinutes" | "enabled">,
  after: UtcMilliseconds,
  timeZone: string,
): UtcMilliseconds | undefined {
  if (!schedule.enabled) return undefined;
  const { year, month, day } = dateAt(after, timeZone);
  const [hour, atMinute] = schedule.at.split(":").map(Number) as [number, number];
  const wall = { year, month, hour, minute: atMinute };
  // A start that falls into the hour that is left out may slip into the next day: yesterday's counts too.
  for (let ahead = -1; ahead <= daysAWeek; ahead++) {
    // Days of the calendar count on over the ends of months.
    const weekday = new Date(Date.UTC(year, month - 1, day + ahead)).getUTCDay();
    if (schedule.weekdays.length > 0 && !schedule.weekdays.includes(weekday)) continue;
    const first = momentOf({ ...wall, day: day + ahead }, timeZone);
    if (first > after) return first;
    if (schedule.everyMinutes === undefined) continue;
    const midnight = momentOf({ year, month, day: day + ahead + 1, hour: 0, minute: 0 }, timeZone);
    const every = schedule.everyMinutes * minute;
    const next = first + (Math.floor((after - first) / every) + 1) * every;
    if (next < midnight) return next;
  }
  return undefined;
}
