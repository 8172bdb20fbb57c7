import type { Hertz } from "../domain/units.ts";
import { areFinite } from "./samples.ts";

/** The shape of a spectrum in a few numbers; null where one is not defined (no power at all, a single bin). */
export interface SpectralDescriptors {
  /** Mean frequency, Hz. */
  readonly centroid: number | null;
  /** Standard deviation about it, Hz. */
  readonly spread: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  /** Geometric over arithmetic mean, 1 for white noise; bins below 1e-12 (power) or 1e-6 (amplitude) of the largest count as that. */
  readonly flatness: number | null;
  /** Frequency below which 85 % of the sum lies, Hz, without interpolation. */
  readonly rolloff85: number | null;
  readonly rolloff99: number | null;
  /** Largest over mean. */
  readonly crest: number | null;
  /** −Σ p·ln p / ln K, 1 for white noise. */
  readonly entropy: number | null;
  /** Of the straight line through the spectrum, unit of the spectrum per Hz; 0 for silence. */
  readonly slope: number | null;
  /** slope / sum, 1/Hz. */
  readonly slopeNormalised: number | null;
}

/**
 * Textbook descriptors of a one-sided spectrum (G. Peeters, "A large set of audio features", 2004), weighted by what it holds.
 * Meyda's features of the same names differ: they count in bins and drop factors.
 * @param spectrum amplitudes or powers, shape [bins], none negative
 * @param weight says which of the two it is
 * @param fromBin bins below are left out (1 leaves out the mean)
 * @returns all null when it is empty or not finite
 */
export function spectralDescriptors(
  spectrum: Float64Array,
  binWidth: Hertz,
  weight: "amplitude" | "power",
  fromBin = 0,
): SpectralDescriptors {
  const values = spectrum.subarray(fromBin);
  const count = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!areFinite(values) || total <= 0) return undefinedDescriptors(areFinite(values) ? 0 : null);
  const frequency = (k: number) => (fromBin + k) * binWidth;
  let weighted = 0;
  let largest = 0;
  for (let k = 0; k < count; k++) {
    weighted += frequency(k) * values[k]!;
    if (values[k]! > largest) largest = values[k]!;
  }
  const centroid = weighted / total;
  const floor = largest * (weight === "power" ? 1e-12 : 1e-6);
  let second = 0;
  let third = 0;
  let fourth = 0;
  let logs = 0;
  let floored = 0;
  let entropy = 0;
  for (let k = 0; k < count; k++) {
    const share = values[k]! / total;
    const distance = frequency(k) - centroid;
    second += distance ** 2 * share;
    third += distance ** 3 * share;
    fourth += distance ** 4 * share;
    const lifted = Math.max(values[k]!, floor);
    logs += Math.log(lifted);
    floored += lifted;
    if (share > 0) entropy -= share * Math.log(share);
  }
  const spread = Math.sqrt(second);
  const pointed = spread <= 2e-9 * count * binWidth;
  const slope = count > 1 ? slopeOf(values, binWidth, total) : null;
  return {
    centroid,
    spread,
    skewness: pointed ? null : third / spread ** 3,
    kurtosis: pointed ? null : fourth / spread ** 4,
    flatness: Math.exp(logs / count) / (floored / count),
    rolloff85: frequency(rolloffBin(values, 0.85 * total)),
    rolloff99: frequency(rolloffBin(values, 0.99 * total)),
    crest: largest / (total / count),
    entropy: count > 1 ? entropy / Math.log(count) : null,
    slope,
    slopeNormalised: slope === null ? null : slope / total,
  };
}

function rolloffBin(values: Float64Array, wanted: number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    sum += values[k]!;
    if (sum >= wanted) return k;
  }
  return values.length - 1;
}

/** About the mean frequency, which loses fewer digits than the sums of f and f². */
function slopeOf(values: Float64Array, binWidth: Hertz, total: number): number {
  const middle = (values.length - 1) / 2;
  const mean = total / values.length;
  let covariance = 0;
  let variance = 0;
  for (let k = 0; k < values.length; k++) {
    covariance += (k - middle) * (values[k]! - mean);
    variance += (k - middle) ** 2;
  }
  return covariance / (variance * binWidth);
}

function undefinedDescriptors(slope: 0 | null): SpectralDescriptors {
  return {
    centroid: null,
    spread: null,
    skewness: null,
    kurtosis: null,
    flatness: null,
    rolloff85: null,
    rolloff99: null,
    crest: null,
    entropy: null,
    slope,
    slopeNormalised: null,
  };
}
