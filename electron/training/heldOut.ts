import type { TrainingSession } from "../micromodels/kind.ts";
import type { RecordedSession } from "./trainingRequest.ts";

/** Healthy recordings, and the sessions that a model may learn from which is then tried on them. */
export interface HeldOut {
  /** Shape [excerpts][points][samples]. */
  readonly excerpts: readonly Excerpt[];
  readonly rest: readonly TrainingSession[];
}

export type Excerpt = readonly Float32Array[];

/** Sessions held out in turn: the newest that have excerpts. More would only cost time. */
const mostHeld = 3;
/** Excerpts tried of each. */
const mostExcerpts = 3;
/** Stretches into which a single session is cut. */
const stretches = 3;

/**
 * Splits by session, so that no excerpt is scored by a model that has learned from its neighbours in time: the excerpts of a session
 * meet a model of all other sessions; with one session alone, those of a third of it meet a model of the other two thirds.
 * @param vectorOf features of an excerpt, by which its place in a session is found; null: it cannot be computed and is left out
 * @returns none without excerpts
 */
export function heldOut(
  sessions: readonly RecordedSession[],
  vectorOf: (excerpt: Excerpt) => Float32Array | null,
): HeldOut[] {
  const [only] = sessions;
  if (sessions.length === 1 && only) return stretchesOf(only, vectorOf);
  return sessions
    .toSorted((one, other) => other.from - one.from)
    .flatMap((held): HeldOut[] => {
      const excerpts = (held.excerpts ?? []).filter((excerpt) => vectorOf(excerpt) !== null);
      if (excerpts.length === 0) return [];
      return [{ excerpts: spread(excerpts), rest: sessions.filter((session) => session !== held) }];
    })
    .slice(0, mostHeld);
}

function stretchesOf(session: RecordedSession, vectorOf: (excerpt: Excerpt) => Float32Array | null): HeldOut[] {
  const { excerpts = [], windows } = session;
  const stretchAt = (index: number) => Math.floor((index * stretches) / windows.length);
  const placed = excerpts.flatMap((excerpt) => {
    const vector = vectorOf(excerpt);
    return vector === null ? [] : [{ excerpt, stretch: stretchAt(nearest(windows, vector)) }];
  });
  return Array.from({ length: stretches }, (_, n): HeldOut => {
    const held = placed.filter(({ stretch }) => stretch === n).map(({ excerpt }) => excerpt);
    const rest = [{ ...session, windows: windows.filter((_, index) => stretchAt(index) !== n) }];
    return { excerpts: spread(held), rest };
  }).filter((part) => part.excerpts.length > 0);
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
