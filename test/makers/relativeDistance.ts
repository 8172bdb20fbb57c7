/** How far two arrays are apart: the largest difference relative to the largest value wanted; infinite when the lengths differ. */
export function relativeDistance(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let worst = 0;
  for (let k = 0; k < want.length; k++) {
    const difference = Math.abs(got[k]! - want[k]!);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(want[k]!));
    worst = Math.max(worst, difference);
  }
  return largest === 0 ? worst : worst / largest;
}
