import type { Milliseconds } from "../domain/units.ts";
import type { MicromodelKind, TrainingSession, TrainingSet } from "./kind.ts";

/** An alarm needs this many windows in a row above the threshold, so healthy time is judged by the level that many hold. */
const heldWindows = 3;
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
  /** Scores of healthy windows by models that had not seen their session (or stretch): median and largest. */
  readonly heldOut: { readonly median: number; readonly max: number };
  /** The highest level that any held-out stretch held for three windows in a row. */
  readonly heldOutLevel: number;
  /** Occasions at least an hour apart on which it learned: sessions on one occasion show how loads differ, not how days do. */
  readonly occasions: number;
  /** Share of the threshold that was measured on this component; the rest is what is usual for machines in general. */
  readonly measured: number;
}

/**
 * Sets the threshold from healthy time that the model has not seen: one occasion left out at a time, or with a single occasion one
 * of its sessions, or with a single session one contiguous stretch. Never from random windows: neighbours in time are alike, and
 * their score says nothing of tomorrow's.
 */
export async function calibrate(
  kind: MicromodelKind,
  set: TrainingSet,
  options: { readonly seed: number },
): Promise<Calibration> {
  const occasions = occasionsOf(set.sessions);
  const scores: number[] = [];
  let heldOutLevel = 0;
  for (const { held, rest } of splits(set.sessions, occasions)) {
    const model = await kind.fit({ ...set, sessions: rest }, options);
    for (const session of held) {
      const found = session.windows.map((window) => model.score(window));
      scores.push(...found);
      heldOutLevel = Math.max(heldOutLevel, levelHeld(found));
    }
  }
  scores.sort((one, other) => one - other);
  return {
    ...thresholdOf(kind, margin * heldOutLevel, set.sessions.length, occasions.length),
    heldOut: { median: scores[Math.floor(scores.length / 2)] ?? 0, max: scores.at(-1) ?? 0 },
    heldOutLevel,
    occasions: occasions.length,
  };
}

function thresholdOf(kind: MicromodelKind, wanted: number, sessions: number, occasions: number) {
  const { oneSession, highest, lowest } = kind.usual;
  if (occasions > 1) {
    const threshold = Math.min(highest, Math.max(lowest, between(highest, wanted, occasions)));
    return { threshold, measured: occasions / (occasions + usualCounts) };
  }
  // a session left out is judged worse than the next one will be by the model that knows it: hence the limit
  const threshold = sessions > 1 ? Math.min(oneSession, Math.max(highest, wanted)) : Math.max(oneSession, wanted);
  return { threshold, measured: threshold === wanted ? 1 : 0 };
}

interface Split {
  readonly held: readonly TrainingSession[];
  readonly rest: readonly TrainingSession[];
}

function splits(sessions: readonly TrainingSession[], occasions: readonly (readonly TrainingSession[])[]): Split[] {
  if (occasions.length > 1) {
    return occasions.map((held) => ({ held, rest: sessions.filter((session) => !held.includes(session)) }));
  }
  if (sessions.length > 1) {
    return sessions.map((held) => ({ held: [held], rest: sessions.filter((session) => session !== held) }));
  }
  const parts = sessions.flatMap(stretches);
  return parts.map((held) => ({ held: [held], rest: [joined(parts.filter((part) => part !== held))] }));
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

/** The highest level that scores in time order hold for three windows in a row (for all of them, when there are fewer). */
export function levelHeld(scores: readonly number[]): number {
  if (scores.length === 0) return 0;
  const length = Math.min(heldWindows, scores.length);
  let level = 0;
  for (let start = 0; start + length <= scores.length; start++) {
    level = Math.max(level, Math.min(...scores.slice(start, start + length)));
  }
  return level;
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
