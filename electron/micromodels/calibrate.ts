import { type AlarmBudget, type ExpectedAlarms, usualBudget } from "../domain/alarmBudget.ts";
import type { Milliseconds } from "../domain/units.ts";
import type { MicromodelKind, TrainingSession, TrainingSet, UsualScores } from "./kind.ts";
import { levelHeld } from "./levelHeld.ts";
import { expectedAlarms, levelInAMonth, persistenceFor, stretchFor } from "./nextSession.ts";
import { medianWindows } from "./windowMedian.ts";

/** A healthy session may go this much further than the worst one that was held out. */
const margin = 1.25;
const heldWindows = 3;
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
  let inAMonth = 0;
  for (const { held, rest } of splits(set, occasions)) {
    const model = await kind.fit({ ...set, sessions: rest }, { seed });
    for (const { session, of } of held) {
      const found = medianWindows(session.windows, kind.smoothing).map((window) => model.score(window));
      scores.push(...found);
      levels.set(of, Math.max(levels.get(of) ?? 0, levelHeld(found)));
      inAMonth = Math.max(inAMonth, levelInAMonth(found));
    }
  }
  scores.sort((one, other) => one - other);
  const sessionLevels = set.sessions.map((session) => levels.get(session) ?? 0);
  const heldOutLevel = Math.max(0, ...sessionLevels);
  // what one session alone does in a month is little beside how days differ, which the usual threshold allows for
  const wanted = Math.max(margin * heldOutLevel, set.sessions.length > 1 ? inAMonth : 0);
  const usual = kind.usualFor?.(set) ?? kind.usual;
  const { threshold, measured } = thresholdOf(usual, wanted, set.sessions.length, occasions.length);
  return {
    threshold: threshold * stretchFor(budget),
    onWindows: persistenceFor(budget, set.windowSeconds),
    measured,
    heldOut: { median: scores[Math.floor(scores.length / 2)] ?? 0, max: scores.at(-1) ?? 0 },
    heldOutLevel,
    sessionLevels,
    occasions: occasions.length,
    expected: expectedAlarms(occasions.length, budget),
  };
}

/**
 * - Several occasions: what was held out there, between the bounds of what is usual: two sessions that agree by luck do not make a
 *   threshold that the third breaks, and two that have nothing in common do not make one that nothing breaks.
 * - One occasion with several sessions, at other loads say: a session left out is judged worse than the next one will be by the model
 *   that knows it, and how days differ is not known: between what is usual for several sessions and for one.
 * - One session: what is usual for one, unless it wandered further by itself.
 */
function thresholdOf(usual: UsualScores, wanted: number, sessions: number, occasions: number) {
  const { oneSession, highest, lowest } = usual;
  const [least, most] =
    occasions > 1
      ? [lowest, highest]
      : sessions > 1
        ? [Math.min(highest, oneSession), oneSession]
        : [oneSession, Number.POSITIVE_INFINITY];
  const threshold = Math.min(most, Math.max(least, wanted));
  // the margin and the scale of every deviation lean on what is usual as well, like one more occasion
  return { threshold, measured: threshold === wanted ? occasions / (occasions + 1) : 0 };
}

interface Split {
  /** Stretches that are held out, and the sessions they belong to. */
  readonly held: readonly { readonly session: TrainingSession; readonly of: TrainingSession }[];
  readonly rest: readonly TrainingSession[];
}

function splits({ sessions, overlap }: TrainingSet, occasions: readonly (readonly TrainingSession[])[]): Split[] {
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
      held: [{ session: apart(session, overlap), of }],
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

function stretches(session: TrainingSession): TrainingSession[] {
  const count = session.windows.length;
  return Array.from({ length: folds }, (_, fold) => {
    const start = Math.floor((fold * count) / folds);
    const end = Math.floor(((fold + 1) * count) / folds);
    return { ...session, windows: session.windows.slice(start, end) };
  });
}

/** Without the windows at its ends that share samples with the stretches beside it, as long as a level can be held without them. */
function apart(stretch: TrainingSession, overlap: number): TrainingSession {
  const shared = Math.ceil(overlap) - 1;
  if (stretch.windows.length - 2 * shared < heldWindows) return stretch;
  return { ...stretch, windows: stretch.windows.slice(shared, stretch.windows.length - shared) };
}

function joined(parts: readonly TrainingSession[]): TrainingSession {
  return { ...parts[0]!, windows: parts.flatMap((part) => part.windows) };
}
