import { seededRandom } from "../micromodels/seededRandom.ts";

/** Windows that must be the same, in a row, before two sessions count as one recording. */
const leastAlike = 3;
/** The same samples give the same features up to rounding. */
const tolerance = 1e-6;

/** Windows of a session, made ready to be looked for in other sessions. */
export interface FindableRecording {
  /** Shape [windows][features]. */
  readonly windows: readonly Float32Array[];
  /** Indices of windows by rising mark; those with values that are not finite are like none and left out. */
  readonly order: Uint32Array;
  /** In this order: a weighted sum of the features. */
  readonly marks: Float64Array;
  /** In this order: how far the mark of a window that counts as the same can lie. */
  readonly reaches: Float64Array;
}

/** @param windows shape [windows][features] */
export function findable(windows: readonly Float32Array[]): FindableRecording {
  const weights = weightsOf(windows[0]?.length ?? 0);
  const marked = windows.flatMap((window, index) => {
    const { mark, reach } = markOf(window, weights);
    return Number.isFinite(mark) ? [{ index, mark, reach }] : [];
  });
  marked.sort((one, other) => one.mark - other.mark);
  return {
    windows,
    order: Uint32Array.from(marked, ({ index }) => index),
    marks: Float64Array.from(marked, ({ mark }) => mark),
    reaches: Float64Array.from(marked, ({ reach }) => reach),
  };
}

/**
 * Whether two sessions hold the same recording, whole or in part, from its beginning or from later on: real time never repeats itself to
 * the last digit. Windows are compared only where their marks agree, so that hours are compared in about the time it takes to read them.
 */
export function isSameRecording(one: FindableRecording, other: FindableRecording): boolean {
  const needed = Math.min(leastAlike, one.windows.length, other.windows.length);
  if (needed === 0) return false;
  for (let n = 0; n < one.order.length; n++) {
    const mark = one.marks[n]!;
    const reach = one.reaches[n]!;
    for (let m = firstFrom(other.marks, mark - reach); m < other.marks.length; m++) {
      if (other.marks[m]! > mark + reach) break;
      if (isAlikeFrom(one.windows, one.order[n]!, other.windows, other.order[m]!, needed)) return true;
    }
  }
  return false;
}

/** Random, so that windows that differ do not add up to the same by chance; the same for every session. */
function weightsOf(features: number): Float64Array {
  const random = seededRandom(1);
  return Float64Array.from({ length: features }, () => 0.5 + random());
}

function markOf(window: Float32Array, weights: Float64Array): { mark: number; reach: number } {
  let mark = 0;
  let reach = 0;
  for (let j = 0; j < window.length; j++) {
    mark += weights[j]! * window[j]!;
    reach += weights[j]! * (1 + Math.abs(window[j]!));
  }
  // a little more than can be: sums are rounded too
  return { mark, reach: 1.01 * tolerance * reach };
}

/** Index of the first of the rising values that is not below `least`. */
function firstFrom(rising: Float64Array, least: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isAlikeFrom(
  one: readonly Float32Array[],
  at: number,
  other: readonly Float32Array[],
  start: number,
  needed: number,
): boolean {
  if (at + needed > one.length || start + needed > other.length) return false;
  for (let n = 0; n < needed; n++) if (!isAlike(one[at + n]!, other[start + n]!)) return false;
  return true;
}

function isAlike(one: Float32Array, other: Float32Array): boolean {
  if (one.length !== other.length) return false;
  for (let j = 0; j < one.length; j++) {
    if (!(Math.abs(one[j]! - other[j]!) <= tolerance * (1 + Math.abs(one[j]!)))) return false;
  }
  return true;
}
