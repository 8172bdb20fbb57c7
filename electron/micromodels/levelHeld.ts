/** An alarm needs this many windows in a row above the threshold unless the budget asks for more. */
const usualWindows = 3;

/**
 * The highest level that scores in time order hold for so many windows in a row (for all of them, when there are fewer).
 * 0 without scores.
 */
export function levelHeld(scores: readonly number[], windows: number = usualWindows): number {
  if (scores.length === 0) return 0;
  const length = Math.min(windows, scores.length);
  let level = Number.NEGATIVE_INFINITY;
  for (let start = 0; start + length <= scores.length; start++) {
    let least = Number.POSITIVE_INFINITY;
    for (let w = start; w < start + length; w++) least = Math.min(least, scores[w]!);
    level = Math.max(level, least);
  }
  return level;
}
