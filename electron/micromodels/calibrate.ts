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

export interface Calibration {
  readonly threshold: number;
  /** Scores of healthy windows by models that had not seen their session (or stretch): median and largest. */
  readonly heldOut: { readonly median: number; readonly max: number };
  /** The highest level that any held-out stretch held for three windows in a row. */
  readonly heldOutLevel: number;
  /** Share of the threshold that was measured on this component; the rest is what is usual for machines in general. */
  readonly measured: number;
}

/**
 * Sets the threshold from healthy time that the model has not seen: one session left out at a time, or with a single session one
 * contiguous stretch of it. Never from random windows: neighbours in time are alike, and their score says nothing of tomorrow's.
 */
export async function calibrate(
  kind: MicromodelKind,
  set: TrainingSet,
  options: { readonly seed: number },
): Promise<Calibration> {
  const several = set.sessions.length > 1;
  const parts = several ? set.sessions : stretches(set.sessions[0]!);
  const scores: number[] = [];
  let heldOutLevel = 0;
  for (const part of parts) {
    const rest = parts.filter((other) => other !== part);
    const model = await kind.fit({ ...set, sessions: several ? rest : [joined(rest)] }, options);
    const held = part.windows.map((window) => model.score(window));
    scores.push(...held);
    heldOutLevel = Math.max(heldOutLevel, levelHeld(held));
  }
  scores.sort((one, other) => one - other);
  const { oneSession, highest, lowest } = kind.usual;
  const wanted = margin * heldOutLevel;
  const threshold = several
    ? Math.min(highest, Math.max(lowest, between(highest, wanted, set.sessions.length)))
    : Math.max(oneSession, wanted);
  return {
    threshold,
    heldOut: { median: scores[Math.floor(scores.length / 2)] ?? 0, max: scores.at(-1) ?? 0 },
    heldOutLevel,
    measured: several ? set.sessions.length / (set.sessions.length + usualCounts) : threshold === wanted ? 1 : 0,
  };
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
