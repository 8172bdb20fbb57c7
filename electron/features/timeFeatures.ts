import type { StatisticsPlan, WaveformSums } from "../../native/signalKernel.ts";
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
  let squares = 0;
  let magnitude = 0;
  let root = 0;
  let lowest = samples[0]!;
  let highest = lowest;
  for (let n = 0; n < count; n++) {
    const x = samples[n]!;
    sum += x;
    squares += x * x;
    magnitude += Math.abs(x);
    root += Math.sqrt(Math.abs(x));
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  const mean = sum / count;
  const moments = centralMoments(samples, mean);
  return featuresOf({ mean, squares, lowest, highest, magnitude, root, ...moments }, count, sampleRate, (level) =>
    zeroCrossings(samples, level),
  );
}

/**
 * The same of float32 samples by the kernel.
 * @param plan made for the length of the samples
 */
export function waveformFeatures(plan: StatisticsPlan, samples: Float32Array, sampleRate: Hertz): TimeFeatures {
  if (samples.length === 0) return undefinedFeatures;
  const sums = plan.compute(samples);
  if (!Number.isFinite(sums.squares)) return undefinedFeatures;
  return featuresOf({ ...sums, ...plan.magnitudes() }, samples.length, sampleRate, plan.crossings);
}

interface AllSums extends WaveformSums {
  /** Σ |x| and Σ √|x|. */
  readonly magnitude: number;
  readonly root: number;
}

function featuresOf(
  sums: AllSums,
  count: number,
  sampleRate: Hertz,
  crossingsOf: (level: number) => number,
): TimeFeatures {
  const rms = Math.sqrt(sums.squares / count);
  const peak = Math.max(sums.highest, -sums.lowest);
  const meanMagnitude = sums.magnitude / count;
  const variance = sums.second / count;
  const deviation = Math.sqrt(variance);
  const constant = deviation <= constantShare * peak;
  const silent = peak === 0;
  const crossings = crossingsOf(0);
  return {
    mean: sums.mean,
    rms,
    standardDeviation: constant ? 0 : deviation,
    peak,
    peakToPeak: sums.highest - sums.lowest,
    crestFactor: silent ? null : peak / rms,
    skewness: constant ? null : sums.third / count / variance ** 1.5,
    kurtosis: constant ? null : sums.fourth / count / variance ** 2,
    shapeFactor: silent ? null : rms / meanMagnitude,
    impulseFactor: silent ? null : peak / meanMagnitude,
    clearanceFactor: silent ? null : peak / (sums.root / count) ** 2,
    zeroCrossings: crossings,
    zeroCrossingRate: count < 2 ? null : crossings / (count - 1),
    zeroCrossingsPerSecond: count < 2 ? null : (crossings / (count - 1)) * sampleRate,
    zeroCrossingRateAc: count < 2 ? null : constant ? 0 : crossingsOf(sums.mean) / (count - 1),
  };
}

/** Σ (x − mean)ʲ for j = 2, 3, 4. */
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
  return { second, third, fourth };
}

function zeroCrossings(samples: Float64Array, level: number): number {
  let crossings = 0;
  for (let n = 1; n < samples.length; n++) {
    if (samples[n - 1]! - level >= 0 !== samples[n]! - level >= 0) crossings++;
  }
  return crossings;
}
