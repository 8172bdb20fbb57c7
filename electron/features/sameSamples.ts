/** What remains of one channel when the other is taken from it; two sensors differ by their own noise alone by more. */
const mostRemaining = 1e-3;
const fewestSamples = 16;

/** Samples without their constant part, and scaled to length 1: what two channels are compared by. */
export interface Shape {
  readonly values: Float64Array;
  /** Length before it was scaled. */
  readonly size: number;
}

/** @returns undefined for a constant, for a converter that rests but for a step or two, and for fewer than 16 samples */
export function shapeOf(samples: Float32Array): Shape | undefined {
  const count = samples.length;
  if (count < fewestSamples) return undefined;
  let sum = 0;
  let changes = 0;
  for (let n = 0; n < count; n++) {
    sum += samples[n]!;
    if (n > 0 && samples[n] !== samples[n - 1]) changes += 1;
  }
  // One that rests looks like any other that does.
  if (changes < count / 16) return undefined;
  const mean = sum / count;
  let square = 0;
  for (let n = 0; n < count; n++) square += (samples[n]! - mean) ** 2;
  const size = Math.sqrt(square);
  if (!(size > 0)) return undefined;
  const values = new Float64Array(count);
  for (let n = 0; n < count; n++) values[n] = (samples[n]! - mean) / size;
  return { values, size };
}

/**
 * Whether two channels deliver the same samples, also scaled, shifted or inverted.
 * @param one, other of the same number of samples, taken at the same time
 * @returns how the other follows from the one: a factor, negative when inverted; undefined when they differ
 */
export function sameSamples(one: Shape, other: Shape): number | undefined {
  let likeness = 0;
  for (let n = 0; n < one.values.length; n++) likeness += one.values[n]! * other.values[n]!;
  // 1 − r² is the share of the power that remains.
  if (1 - likeness * likeness >= mostRemaining ** 2) return undefined;
  return (Math.sign(likeness) * other.size) / one.size;
}
