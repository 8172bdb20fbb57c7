import type { Hertz } from "../domain/units.ts";
import { areFinite } from "./samples.ts";

/** Statistics of a waveform. null where a value is not defined for this input. `unit` is the unit of the samples. */
export interface TimeFeatures {
  /** unit */
  readonly mean: number | null;
  /** √(mean x²), unit; includes the mean */
  readonly rms: number | null;
  /** √(mean (x − mean)²), unit; exactly 0 for a constant signal */
  readonly standardDeviation: number | null;
  /** max |x|, unit */
  readonly peak: number | null;
  /** max − min, unit */
  readonly peakToPeak: number | null;
  /** peak / rms; √2 for a sine */
  readonly crestFactor: number | null;
  /** m3 / m2^1.5 of the central moments; null for a constant signal */
  readonly skewness: number | null;
  /** m4 / m2²; 3 for Gaussian noise, 1.5 for a sine; null for a constant signal */
  readonly kurtosis: number | null;
  /** rms / mean |x| */
  readonly shapeFactor: number | null;
  /** peak / mean |x| */
  readonly impulseFactor: number | null;
  /** peak / (mean √|x|)² */
  readonly clearanceFactor: number | null;
  /** How often the sign changes; 0 counts as positive */
  readonly zeroCrossings: number | null;
  /** zeroCrossings / (N − 1) */
  readonly zeroCrossingRate: number | null;
  /** Hz */
  readonly zeroCrossingsPerSecond: number | null;
  /** zeroCrossingRate of x − mean; 0 for a constant signal */
  readonly zeroCrossingRateAc: number | null;
}

const undefinedFeatures: TimeFeatures = {
  mean: null,
  rms: null,
  standardDeviation: null,
  peak: null,
  peakToPeak: null,
  crestFactor: null,
  skewness: null,
  kurtosis: null,
  shapeFactor: null,
  impulseFactor: null,
  clearanceFactor: null,
  zeroCrossings: null,
  zeroCrossingRate: null,
  zeroCrossingsPerSecond: null,
  zeroCrossingRateAc: null,
};

/** Below this share of the peak a standard deviation is rounding noise. */
export const constantShare = 1e-12;

/**
 * Two passes, the mean first. Definitions as in ISO 13373-2 and SciPy's `stats` (moments divide by N).
 * @param samples shape [any]; all values are null when it is empty or holds NaN or infinity
 */
export function timeFeatures(samples: Float64Array, sampleRate: Hertz): TimeFeatures {
  if (!areFinite(samples)) return undefinedFeatures;
  const count = samples.length;
  let sum = 0;
  let sumOfSquares = 0;
  let sumOfMagnitudes = 0;
  let sumOfRoots = 0;
  let lowest = samples[0]!;
  let highest = lowest;
  for (let n = 0; n < count; n++) {
    const x = samples[n]!;
    const magnitude = Math.abs(x);
    sum += x;
    sumOfSquares += x * x;
    sumOfMagnitudes += magnitude;
    sumOfRoots += Math.sqrt(magnitude);
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  const mean = sum / count;
  const rms = Math.sqrt(sumOfSquares / count);
  const peak = Math.max(highest, -lowest);
  const meanMagnitude = sumOfMagnitudes / count;
  const { second, third, fourth } = centralMoments(samples, mean);
  const deviation = Math.sqrt(second);
  const constant = deviation <= constantShare * peak;
  const silent = peak === 0;
  const crossings = zeroCrossings(samples, 0);
  return {
    mean,
    rms,
    standardDeviation: constant ? 0 : deviation,
    peak,
    peakToPeak: highest - lowest,
    crestFactor: silent ? null : peak / rms,
    skewness: constant ? null : third / second ** 1.5,
    kurtosis: constant ? null : fourth / second ** 2,
    shapeFactor: silent ? null : rms / meanMagnitude,
    impulseFactor: silent ? null : peak / meanMagnitude,
    clearanceFactor: silent ? null : peak / (sumOfRoots / count) ** 2,
    zeroCrossings: crossings,
    zeroCrossingRate: count < 2 ? null : crossings / (count - 1),
    zeroCrossingsPerSecond: count < 2 ? null : (crossings / (count - 1)) * sampleRate,
    zeroCrossingRateAc: count < 2 ? null : constant ? 0 : zeroCrossings(samples, mean) / (count - 1),
  };
}

function centralMoments(samples: Float64Array, mean: number): { second: number; third: number; fourth: number } {
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let n = 0; n < samples.length; n++) {
    const c = samples[n]! - mean;
    const square = c * c;
    second += square;
    third += square * c;
    fourth += square * square;
  }
  return { second: second / samples.length, third: third / samples.length, fourth: fourth / samples.length };
}

function zeroCrossings(samples: Float64Array, level: number): number {
  let crossings = 0;
  for (let n = 1; n < samples.length; n++) {
    if (samples[n - 1]! - level >= 0 !== samples[n]! - level >= 0) crossings++;
  }
  return crossings;
}
