import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels } from "../domain/units.ts";

/** A factor of five. Machines, sound or faulty, were met with 9 dB at the most in this shape. */
const leastJump: Decibels = 14;
/** A level that varies much while healthy has to jump further. */
const leastInSpreads = 0.8;
/** How far single bands may lie beside the common change: for a quiet machine, and in shares of how much it varies while healthy. */
const roughest: Decibels = 3.5;
const roughestInSpreads = 0.35;
const bandTolerance: Decibels = 3;
const leastAlike = 0.85;

/**
 * Whether a spectrum is the healthy one times a factor, the same at all frequencies: lines, humps and the noise between them. No
 * machine changes like this; a sensitivity, a gain or a unit does.
 * @param now of one window
 * @returns the change in dB; undefined when it is another one, small, or when the ranges differ
 */
export function levelJump(now: DisplaySpectrum, healthy: HealthySpectrum): Decibels | undefined {
  const change = changeOf(now, healthy);
  if (change === undefined) return undefined;
  const common = medianOf(change);
  const spread = medianOf(healthy.high.map((high, band) => high - healthy.low[band]!));
  if (Math.abs(common) < Math.max(leastJump, leastInSpreads * spread)) return undefined;
  const beside = change.map((each) => Math.abs(each - common));
  if (medianOf(beside) * madToDeviation > Math.max(roughest, roughestInSpreads * spread)) return undefined;
  const alike = beside.filter((each, band) => {
    const middle = healthy.middle[band]!;
    const usual = Math.max(healthy.high[band]! - middle, middle - healthy.low[band]!);
    return each <= usual + bandTolerance;
  });
  return alike.length >= leastAlike * change.length ? common : undefined;
}

/** Median of the absolute deviations to standard deviation, for normal noise. */
const madToDeviation = 1.4826;

/** Level less the healthy median, band by band. @returns undefined for spectra of another range, and for silence */
export function changeOf({ top, levels }: DisplaySpectrum, healthy: HealthySpectrum): Decibels[] | undefined {
  if (top !== healthy.top || levels.length !== healthy.middle.length || levels.length === 0) return undefined;
  return levels.map((level, band) => level - healthy.middle[band]!);
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}
