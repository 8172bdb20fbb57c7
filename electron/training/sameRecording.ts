/** Windows that must be the same, in a row, before two sessions count as one recording. */
const leastAlike = 3;
/** The same samples give the same features up to rounding. */
const tolerance = 1e-6;

/**
 * Whether two sessions hold the same recording, whole or in part, from its beginning or from later on: real time never repeats itself to
 * the last digit.
 * @param one shape [windows][features]
 */
export function isSameRecording(one: readonly Float32Array[], other: readonly Float32Array[]): boolean {
  const needed = Math.min(leastAlike, one.length, other.length);
  if (needed === 0) return false;
  // one window is looked for; its neighbours only where it is found
  return one.some((window, at) => {
    if (at + needed > one.length) return false;
    return other.some((candidate, start) => {
      if (!isAlike(window, candidate)) return false;
      return Array.from({ length: needed - 1 }, (_, n) => n + 1).every((n) => {
        const next = other[start + n];
        return next !== undefined && isAlike(one[at + n]!, next);
      });
    });
  });
}

function isAlike(one: Float32Array, other: Float32Array): boolean {
  if (one.length !== other.length) return false;
  for (let j = 0; j < one.length; j++) {
    if (!(Math.abs(one[j]! - other[j]!) <= tolerance * (1 + Math.abs(one[j]!)))) return false;
  }
  return true;
}
