import { type AlarmBudget, type ExpectedAlarms, usualBudget } from "../domain/alarmBudget.ts";
import type { Milliseconds } from "../domain/units.ts";
import type { MicromodelKind, TrainingSession, TrainingSet, UsualScores } from "./kind.ts";
import { levelHeld } from "./levelHeld.ts";
import { expectedAlarms, persistenceFor, stretchFor } from "./nextSession.ts";
import { medianWindows } from "./windowMedian.ts";

/** A healthy session may go this much further than the worst one that was held out. */
const margin = 1.25;
/**
 * The highest usual threshold counts like this many sessions: two sessions that agree by luck would otherwise set a threshold that
 * the third one breaks, or that an hour of listening does.
 */
const usualCounts = 1;
/** Contiguous stretches of a single session that are held out in turn. */
const folds = 3;

/** Learned again within this time, a machine is in the same state of load, speed and temperature. */
const sameOccasion: Milliseconds = 3_600_000;

export interface Calibration {
  readonly threshold: number;
  /** Windows in a row that must lie above the threshold before there is an alarm. */
  readonly onWindows: number;
  /** Scores of healthy windows by models that had not seen their session (or stretch): median and largest. */
  readonly heldOut: { readonly median: number; readonly max: number };
  /** The highest level that any held-out stretch held for three windows in a row. */
  readonly heldOutLevel: number;
  /** Shape [sessions]: the level that each session held for three windows in a row, by a model that had not seen it. */
  readonly sessionLevels: readonly number[];
  /** Occasions at least an hour apart on which it learned: sessions on one occasion show how loads differ, not how days do. */
  readonly occasions: number;
  /** Share of the threshold that was measured on this component; the rest is what is usual for machines in general. */
  readonly measured: number;
  readonly expected: ExpectedAlarms;
}

export interface CalibrationOptions {
  readonly seed: number;
  /** At most one false alarm a month unless stated. */
  readonly budget?: AlarmBudget | undefined;
}

/**
 * Sets the threshold from healthy time that the model has not seen: one occasion left out at a time, or with a single occasion one
 * of its sessions, or with a single session one contiguous stretch. Never from random windows: neighbours in time are alike, and
 * their score says nothing of tomorrow's.
 */
export async function calibrate(
  kind: MicromodelKind,
  set: TrainingSet,
  { seed, budget = usualBudget }: CalibrationOptions,
): Promise<Calibration> {
  const occasions = occasionsOf(set.sessions);
  const scores: number[] = [];
  const levels = new Map<TrainingSession, number>();
  for (const { held, rest } of splits(set.sessions, occasions)) {
    const model = await kind.fit({ ...set, sessions: rest }, { seed });
    for (const { session, of } of held) {
      const found = medianWindows(session.windows, kind.smoothing).map((window) => model.score(window));
      scores.push(...found);
      levels.set(of, Math.max(levels.get(of) ?? 0, levelHeld(found)));
    }
  }
  scores.sort((one, other) => one - other);
  const sessionLevels = set.sessions.map((session) => levels.get(session) ?? 0);
  const heldOutLevel = Math.max(0, ...sessionLevels);
  const usual = thresholdOf(
    kind.usualFor?.(set) ?? kind.usual,
    margin * heldOutLevel,
    set.sessions.length,
    occasions.length,
  );
  const threshold = usual.threshold * stretchFor(budget);
  return {
    threshold,
    onWindows: persistenceFor(budget),
    measured: usual.measured,
    heldOut: { median: scores[Math.floor(scores.length / 2)] ?? 0, max: scores.at(-1) ?? 0 },
    heldOutLevel,
    sessionLevels,
    occasions: occasions.length,
    expected: expectedAlarms(budget, threshold, usual.threshold, occasions.length),
  };
}

function thresholdOf(usual: UsualScores, wanted: number, sessions: number, occasions: number) {
  const { oneSession, highest, lowest } = usual;
  if (occasions > 1) {
    const threshold = Math.min(highest, Math.max(lowest, between(highest, wanted, occasions)));
    return { threshold, measured: occasions / (occasions + usualCounts) };
  }
  // a session left out is judged worse than the next one will be by the model that knows it: hence the limit
  const threshold = sessions > 1 ? Math.min(oneSession, Math.max(highest, wanted)) : Math.max(oneSession, wanted);
  return { threshold, measured: threshold === wanted ? 1 : 0 };
}

interface Split {
  /** Stretches that are held out, and the sessions they belong to. */
  readonly held: readonly { readonly session: TrainingSession; readonly of: TrainingSession }[];
  readonly rest: readonly TrainingSession[];
}

function splits(sessions: readonly TrainingSession[], occasions: readonly (readonly TrainingSession[])[]): Split[] {
  if (sessions.length > 1) {
    const groups = occasions.length > 1 ? occasions : sessions.map((session) => [session]);
    return groups.map((held) => ({
      held: held.map((session) => ({ session, of: session })),
      rest: sessions.filter((session) => !held.includes(session)),
    }));
  }
  return sessions.flatMap((of) => {
    const parts = stretches(of);
    return parts.map((session) => ({
      held: [{ session, of }],
      rest: [joined(parts.filter((part) => part !== session))],
    }));
  });
}

/** Sessions in time order, together where there is little time between them. */
function occasionsOf(sessions: readonly TrainingSession[]): TrainingSession[][] {
  const occasions: TrainingSession[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const session of [...sessions].sort((one, other) => one.from - other.from)) {
    if (session.from - end < sameOccasion) occasions.at(-1)!.push(session);
    else occasions.push([session]);
    end = Math.max(end, session.to);
  }
  return occasions;
}

/** Geometric mean of what is usual and what was measured in some sessions. */
function between(usual: number, measured: number, sessions: number): number {
  const logs = usualCounts * Math.log(usual) + sessions * Math.log(Math.max(measured, Number.MIN_VALUE));
  return Math.exp(logs / (usualCounts + sessions));
}

function stretches(session: TrainingSession): TrainingSession[] {
  const count = session.windows.length;
  return Array.from({ length: folds }, (_, fold) => {
    const start = Math.floor((fold * count) / folds);
    const end = Math.floor(((fold + 1) * count) / folds);
    return { ...session, windows: session.windows.slice(start, end) };
  });
}

function joined(parts: readonly TrainingSession[]): TrainingSession {
  return { ...parts[0]!, windows: parts.flatMap((part) => part.windows) };
}

export { levelHeld } from "./levelHeld.ts";
