import type { Hertz, Seconds } from "../../domain/units.ts";
import { windowSeconds } from "../../pipeline/pointAnalysis.ts";

/** How recordings are cut into windows. */
export interface WindowPlan {
  readonly length: Seconds;
  readonly hop: Seconds;
}

/** Windows begin this many times within the length of one. */
export const overlap = 4;
/** With fewer windows of the usual length there is too little to learn from, and shorter ones are taken. */
const fewestWindows = 20;
/** Shorter windows do not resolve what a shaft does. */
const shortest: Seconds = windowSeconds / 4;

/**
 * The window of a station (1 s), a new one every quarter of it; a quarter as long when the recordings to learn from are too short to
 * give twenty of them.
 * @param durations of the rows to learn from
 */
export function windowPlan(durations: readonly Seconds[]): WindowPlan {
  const usual = planOf(windowSeconds);
  const count = durations.reduce((sum, duration) => sum + windowsIn(duration, usual), 0);
  return count >= fewestWindows ? usual : planOf(shortest);
}

function planOf(length: Seconds): WindowPlan {
  return { length, hop: length / overlap };
}

function windowsIn(duration: Seconds, { length, hop }: WindowPlan): number {
  return duration < length ? 0 : Math.floor((duration - length) / hop + 1e-9) + 1;
}

/**
 * Begin and length of each window in samples, none across the end; what is shorter than a window is one by itself (a snapshot).
 */
export function windowsOf(samples: number, sampleRate: Hertz, plan: WindowPlan): { start: number; length: number }[] {
  const length = Math.round(plan.length * sampleRate);
  const hop = Math.max(1, Math.round(plan.hop * sampleRate));
  if (samples < length) return [{ start: 0, length: samples }];
  return Array.from({ length: Math.floor((samples - length) / hop) + 1 }, (_, i) => ({ start: i * hop, length }));
}
