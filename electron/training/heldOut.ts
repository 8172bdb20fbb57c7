import type { TrainingSession } from "../micromodels/kind.ts";
import { runsAlike } from "./runsAlike.ts";
import type { RecordedSession } from "./trainingRequest.ts";

/** Healthy time, and the sessions that a model may learn from which is then tried on it. */
export interface HeldOut {
  /** Shape [windows][features]. */
  readonly windows: readonly Float32Array[];
  /** Some of it as it was recorded. */
  readonly excerpts: readonly Excerpt[];
  readonly rest: readonly TrainingSession[];
}

/** Shape [points][samples]. */
export type Excerpt = readonly Float32Array[];

/** Parts held out in turn: the newest that have excerpts come first. More would only cost time. */
export const mostParts = 3;
/** Excerpts tried of each. */
const mostExcerpts = 3;
/** Stretches into which a session is cut that has no other like it. */
const stretches = 3;

/**
 * Splits by session, so that nothing is scored by a model that has learned from its neighbours in time: a session meets a model of all
 * others. A session that ran as no other did would meet a model that has never heard such a thing; of it, and of a session that is
 * alone, a third meets a model of all the rest.
 * @param vectorOf features of an excerpt, by which its place in a session is found; null: it cannot be computed and is left out
 */
export function heldOut(
  sessions: readonly RecordedSession[],
  vectorOf: (excerpt: Excerpt) => Float32Array | null,
): HeldOut[] {
  const parts = sessions
    .toSorted((one, other) => Number(hasExcerpts(other)) - Number(hasExcerpts(one)) || other.from - one.from)
    .slice(0, mostParts)
    .map((session) => {
      const others = sessions.filter((other) => other !== session);
      if (others.length === 0 || !runsAlike(session, others)) return stretchesOf(session, others, vectorOf);
      const excerpts = (session.excerpts ?? []).filter((excerpt) => vectorOf(excerpt) !== null);
      return [{ windows: session.windows, excerpts: spread(excerpts), rest: others }];
    });
  // one stretch of each session before the second of any
  const turns = Array.from({ length: stretches }, (_, turn) =>
    parts.flatMap((of, n) => of[(turn + n) % of.length] ?? []),
  );
  return [...new Set(turns.flat())].slice(0, mostParts);
}

function hasExcerpts({ excerpts = [] }: RecordedSession): boolean {
  return excerpts.length > 0;
}

function stretchesOf(
  session: RecordedSession,
  others: readonly TrainingSession[],
  vectorOf: (excerpt: Excerpt) => Float32Array | null,
): HeldOut[] {
  const { excerpts = [], windows } = session;
  const ends = Array.from({ length: stretches }, (_, n) => Math.floor(((n + 1) * windows.length) / stretches));
  const stretchAt = (index: number) => ends.findIndex((end) => index < end);
  const placed = excerpts.flatMap((excerpt) => {
    const vector = vectorOf(excerpt);
    return vector === null ? [] : [{ excerpt, stretch: stretchAt(nearest(windows, vector)) }];
  });
  return Array.from({ length: stretches }, (_, n): HeldOut => {
    const within = (inside: boolean) => windows.filter((_, index) => (stretchAt(index) === n) === inside);
    const held = placed.filter(({ stretch }) => stretch === n).map(({ excerpt }) => excerpt);
    return { windows: within(true), excerpts: spread(held), rest: [...others, { ...session, windows: within(false) }] };
  });
}

/** An excerpt is one of the windows, so its own vector lies at no distance. */
function nearest(windows: readonly Float32Array[], vector: Float32Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  windows.forEach((window, index) => {
    let distance = 0;
    for (let j = 0; j < vector.length; j++) distance += ((window[j]! - vector[j]!) / (1 + Math.abs(vector[j]!))) ** 2;
    if (distance >= least) return;
    least = distance;
    best = index;
  });
  return best;
}

/** A few of them, evenly spread. */
function spread<T>(list: readonly T[]): T[] {
  const count = Math.min(mostExcerpts, list.length);
  return Array.from({ length: count }, (_, n) => list[Math.floor(((n + 0.5) * list.length) / count)]!);
}
