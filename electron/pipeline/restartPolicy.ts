import { type Milliseconds, millisecondsPerSecond } from "../domain/units.ts";

/** A worker that lived this long was sound: what ended it is no loop. */
const soundAfter: Milliseconds = 60 * millisecondsPerSecond;
/** So many early deaths in a row may be chance. */
const deathsForgiven = 2;
const firstWait: Milliseconds = millisecondsPerSecond;
const longestWait: Milliseconds = 60 * millisecondsPerSecond;

/** When the successor of a worker that died is to start. */
export interface Restart {
  /** Deaths in a row, each soon after the start. */
  readonly deaths: number;
  /** 0: at once. More when it dies again and again: doubled each time, up to a minute. */
  readonly wait: Milliseconds;
}

export function decideRestart(earlier: number, lived: Milliseconds): Restart {
  const deaths = lived >= soundAfter ? 1 : earlier + 1;
  const wait = deaths <= deathsForgiven ? 0 : Math.min(longestWait, firstWait * 2 ** (deaths - deathsForgiven - 1));
  return { deaths, wait };
}
