import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import type { AlertSettings } from "./alertSettings.ts";

/** What the scores say, after the delays and whatever people have done about it. */
export interface Condition {
  readonly abnormal: boolean;
  /** Judged windows above the threshold in a row, while not abnormal. */
  readonly above: number;
  /** First window of the present stretch below the deadband, while abnormal. */
  readonly belowSince?: UtcMilliseconds | undefined;
  /** Score over threshold, smoothed. Missing before the first score. */
  readonly severity?: number | undefined;
  /** Score over threshold of up to three windows, the last one last: one loud window is an outlier, not a severity. */
  readonly recent: readonly number[];
  /** Time of the last judged window. */
  readonly judgedAt?: UtcMilliseconds | undefined;
}

export interface JudgedScore {
  readonly time: UtcMilliseconds;
  readonly value: number;
  readonly threshold: number;
}

export const calm: Condition = { abnormal: false, above: 0, recent: [] };

/**
 * Takes one score into the condition. A score that is no number, or whose threshold is not above 0, changes nothing: it says
 * neither healthy nor abnormal. A pause, or a clock that went back, starts the delays anew.
 */
export function judge(before: Condition, score: JudgedScore, offSeconds: Seconds, settings: AlertSettings): Condition {
  const severity = score.value / score.threshold;
  if (!Number.isFinite(severity) || !Number.isFinite(score.time) || score.threshold <= 0) return before;
  const elapsed = before.judgedAt === undefined ? Number.NaN : (score.time - before.judgedAt) / millisecondsPerSecond;
  const connected = elapsed >= 0 && elapsed <= settings.pauseSeconds;
  const recent = [...(connected ? before.recent : []), severity].slice(-3);
  const judged = {
    severity: smoothed(connected ? before.severity : undefined, middle(recent), elapsed, settings.smoothingSeconds),
    recent,
    judgedAt: score.time,
  };
  if (!before.abnormal) {
    const above = severity > 1 ? (connected ? before.above : 0) + 1 : 0;
    if (above < settings.onWindows) return { abnormal: false, above, ...judged };
    return { abnormal: true, above: 0, ...judged };
  }
  if (severity >= settings.deadband) return { abnormal: true, above: 0, ...judged };
  const belowSince = (connected ? before.belowSince : undefined) ?? score.time;
  if (score.time - belowSince < offSeconds * millisecondsPerSecond) {
    return { abnormal: true, above: 0, belowSince, ...judged };
  }
  return { abnormal: false, above: 0, ...judged };
}

/** Are there enough windows since the start, or since a pause, to speak of a severity? */
export function isSettled(condition: Condition): boolean {
  return condition.recent.length === 3;
}

/** The median of three; of fewer, the least. */
function middle(recent: readonly number[]): number {
  const sorted = recent.toSorted((one, other) => one - other);
  return sorted[sorted.length === 3 ? 1 : 0] ?? 0;
}

function smoothed(before: number | undefined, now: number, elapsed: Seconds, constant: Seconds): number {
  if (before === undefined) return now;
  return before + (now - before) * (1 - Math.exp(-elapsed / constant));
}
