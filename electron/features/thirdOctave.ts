import type { Decibels, Hertz } from "../domain/units.ts";
import { requireRate } from "./samples.ts";

/** One band of a third-octave analysis. The last three are null when the band reaches above half the sample rate. */
export interface ThirdOctaveBand {
  /** 0 is the band at 1 kHz. */
  readonly index: number;
  readonly centre: Hertz;
  readonly lower: Hertz;
  readonly upper: Hertz;
  /** unit² */
  readonly meanSquare: number | null;
  /** re 1 unit²; null for silence as well. */
  readonly level: Decibels | null;
  /** Whether the band is at least two bins wide; below that its neighbours share its lines. */
  readonly resolved: boolean | null;
}

/** From 10 Hz to 20 kHz. */
const lowestIndex = -20;
const highestIndex = 13;
/** Lets a band edge stand exactly at half the sample rate, whatever the last digit of either. */
const edgeSlack = 1 + 1e-12;

/** Bands whose upper edge lies at or below half the sample rate. */
export function measurableThirdOctaves(
  sampleRate: Hertz,
): Pick<ThirdOctaveBand, "index" | "centre" | "lower" | "upper">[] {
  requireRate(sampleRate);
  return thirdOctaveBands().filter((band) => isMeasurable(band.upper, sampleRate));
}

/**
 * Third-octave levels from a power spectral density: base-ten bands of IEC 61260-1 (centre 1000·10^(x/10) Hz, edges
 * centre·10^(±0.05)), the power of each bin spread evenly over (k ± ½)·binWidth. A sum of the density and not that standard's
 * filters: for stationary signals.
 * @param density shape [bins], unit²/Hz, as of `welchPsd`
 * @returns 34 bands from 10 Hz to 20 kHz
 * @throws Fault BAD_INPUT for a wrong rate
 */
export function thirdOctave(density: Float64Array, binWidth: Hertz, sampleRate: Hertz): ThirdOctaveBand[] {
  requireRate(sampleRate);
  return thirdOctaveBands().map((band): ThirdOctaveBand => {
    if (!isMeasurable(band.upper, sampleRate)) return { ...band, meanSquare: null, level: null, resolved: null };
    const meanSquare = powerBetween(density, binWidth, sampleRate, band.lower, band.upper);
    return {
      ...band,
      meanSquare,
      level: meanSquare > 0 ? 10 * Math.log10(meanSquare) : null,
      resolved: band.upper - band.lower >= 2 * binWidth,
    };
  });
}

function thirdOctaveBands() {
  return Array.from({ length: highestIndex - lowestIndex + 1 }, (_, i) => {
    const index = lowestIndex + i;
    const centre = 1000 * 10 ** (index / 10);
    return { index, centre, lower: centre * 10 ** -0.05, upper: centre * 10 ** 0.05 };
  });
}

function isMeasurable(upper: Hertz, sampleRate: Hertz): boolean {
  return upper <= (sampleRate / 2) * edgeSlack;
}

/**
 * Mean square of a density between two frequencies: bin k holds density·binWidth, spread evenly over the part of
 * (k ± ½)·binWidth that lies between 0 and half the sample rate.
 */
export function powerBetween(
  density: Float64Array,
  binWidth: Hertz,
  sampleRate: Hertz,
  lower: Hertz,
  upper: Hertz,
): number {
  const top = sampleRate / 2;
  const first = Math.max(0, Math.floor(lower / binWidth - 0.5));
  const last = Math.min(density.length - 1, Math.ceil(upper / binWidth + 0.5));
  let sum = 0;
  for (let k = first; k <= last; k++) {
    const from = Math.max(0, (k - 0.5) * binWidth);
    const to = Math.min(top, (k + 0.5) * binWidth);
    const overlap = Math.min(to, upper) - Math.max(from, lower);
    if (overlap > 0) sum += (overlap / (to - from)) * density[k]! * binWidth;
  }
  return sum;
}
