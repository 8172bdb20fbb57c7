import { keepPlans } from "../../native/keepPlans.ts";

/**
 * Hann window. Periodic: w[n] = 0.5 − 0.5·cos(2πn/N), for spectra; symmetric: N − 1 instead of N.
 * @returns shape [length]; [1] for length 1
 */
export function hann(length: number, kind: "periodic" | "symmetric"): Float64Array<ArrayBuffer> {
  const period = kind === "periodic" ? length : length - 1;
  return Float64Array.from({ length }, (_, n) => (length === 1 ? 1 : 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / period)));
}

export interface PeriodicHann {
  readonly values: Float64Array;
  readonly sum: number;
  readonly sumOfSquares: number;
}

const windowOf = keepPlans<PeriodicHann, number>(32);

/** The periodic window of a length with its sums, kept for the next call. */
export function periodicHann(length: number): PeriodicHann {
  return windowOf(length, () => {
    const values = hann(length, "periodic");
    let sum = 0;
    let sumOfSquares = 0;
    for (const value of values) {
      sum += value;
      sumOfSquares += value * value;
    }
    return { values, sum, sumOfSquares };
  });
}
