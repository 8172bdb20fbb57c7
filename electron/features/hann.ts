/**
 * Hann window. Periodic: w[n] = 0.5 − 0.5·cos(2πn/N), for spectra; symmetric: N − 1 instead of N.
 * @returns shape [length]; [1] for length 1
 */
export function hann(length: number, kind: "periodic" | "symmetric"): Float64Array<ArrayBuffer> {
  const period = kind === "periodic" ? length : length - 1;
  return Float64Array.from({ length }, (_, n) => (length === 1 ? 1 : 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / period)));
}

const mostWindows = 32;
const windows = new Map<number, PeriodicHann>();

export interface PeriodicHann {
  readonly values: Float64Array;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** The periodic window of a length with its sums, kept for the next call. */
export function periodicHann(length: number): PeriodicHann {
  const kept = windows.get(length);
  if (kept) return kept;
  const values = hann(length, "periodic");
  let sum = 0;
  let sumOfSquares = 0;
  for (const value of values) {
    sum += value;
    sumOfSquares += value * value;
  }
  const oldest = windows.size >= mostWindows ? windows.keys().next().value : undefined;
  if (oldest !== undefined) windows.delete(oldest);
  const made = { values, sum, sumOfSquares };
  windows.set(length, made);
  return made;
}
