import type { ClockSet } from "../devices/stationClock.ts";
import { type Milliseconds, millisecondsPerSecond } from "../domain/units.ts";

/** What somebody reads who wonders about the times of a day. */
export function clockSentence({ by }: ClockSet): string {
  return by > 0
    ? `The clock of this computer was put forward by ${spelled(by)}, or it slept. Nothing was lost: the trends show a gap there.`
    : `The clock of this computer was put back by ${spelled(-by)}. So that no moment comes twice, times here run 5 % slow until it has caught up.`;
}

function spelled(duration: Milliseconds): string {
  const seconds = Math.round(duration / millisecondsPerSecond);
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3600) % 24, (seconds / 60) % 60].map(Math.floor);
  const parts = [
    [days, "d"],
    [hours, "h"],
    [minutes, "min"],
    [seconds % 60, "s"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count ? [`${count} ${unit}`] : [])).join(" ");
}
