import type { Milliseconds, UtcMilliseconds } from "../domain/units.ts";

/** Milliseconds of the one clock of this computer that nobody can set; the same in all its processes. */
export function monotonicNow(): Milliseconds {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

let origin: Milliseconds = Date.now() - monotonicNow();

/** What `steadyNow` adds to the clock that nobody can set. A device process gets it from its station. */
export const steadyOrigin = (): Milliseconds => origin;

/** Puts this process on the time line of the station that started it, however the time of day was set in between. */
export function takeSteadyOrigin(other: Milliseconds): void {
  origin = other;
}

/**
 * UTC as it was when the station started, and counted from then on: it never goes back and never leaps, whoever sets the time of
 * day. All samples are stamped by it, in the station and in its device processes; `StationClock` turns it into the present UTC.
 */
export const steadyNow = (): UtcMilliseconds => origin + monotonicNow();
