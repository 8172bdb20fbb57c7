/** What remains of one channel when the other is taken from it; two sensors differ by their own noise alone by more. */
const mostRemaining = 1e-3;

/**
 * Whether two channels deliver the same samples, also scaled, shifted or inverted.
 * @param one, other shape [N] each, N ≥ 16, taken at the same time
 * @returns how the other follows from the one: a factor, negative when inverted; undefined when they differ, or are constant
 */
export function sameSamples(one: Float32Array, other: Float32Array): number | undefined {
  const count = Math.min(one.length, other.length);
  if (count < 16) return undefined;
  let sumOne = 0;
  let sumOther = 0;
  let changes = 0;
  for (let n = 0; n < count; n++) {
    sumOne += one[n]!;
    sumOther += other[n]!;
    if (n > 0 && one[n] !== one[n - 1]) changes += 1;
  }
  // A converter that rests, but for a step or two, looks like any other that does.
  if (changes < count / 16) return undefined;
  const [meanOne, meanOther] = [sumOne / count, sumOther / count];
  let squareOne = 0;
  let squareOther = 0;
  let product = 0;
  for (let n = 0; n < count; n++) {
    const [x, y] = [one[n]! - meanOne, other[n]! - meanOther];
    squareOne += x * x;
    squareOther += y * y;
    product += x * y;
  }
  if (!(squareOne > 0 && squareOther > 0)) return undefined;
  // 1 − r² is the share of the power that remains.
  const remaining = 1 - (product * product) / (squareOne * squareOther);
  return remaining < mostRemaining ** 2 ? product / squareOne : undefined;
}
