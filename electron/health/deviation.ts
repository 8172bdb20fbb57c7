import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels, Hertz } from "../domain/units.ts";

/** Less than this above the healthy band is chance: quantiles learned from a minute are that uncertain. */
const leastExcess: Decibels = 3;
/** A hump is looked for in the mean over this many bands, because single lines of noise scatter by several dB. */
const humpBands = 9;

export interface BandDeviation {
  readonly low: Hertz;
  readonly high: Hertz;
  /** Mean level in the band now, less the healthy median there. */
  readonly change: Decibels;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly sum: number;
}

/**
 * The stretch of the spectrum that stands out most above healthy: a raised hump (a resonance that rings, broadband noise) or a few
 * strong lines, whichever holds more decibels in all. A hump stands above the healthy median, a line above the 95 % line.
 * @returns undefined when nothing stands out, or when the healthy spectrum is of another range
 */
export function findDeviation(now: DisplaySpectrum, healthy: HealthySpectrum): BandDeviation | undefined {
  const bands = now.levels.length;
  if (now.top !== healthy.top || healthy.high.length !== bands) return undefined;
  const change = now.levels.map((level, band) => level - healthy.middle[band]!);
  const excess = now.levels.map((level, band) => level - healthy.high[band]!);
  const hump = strongestStretch(smoothed(change, humpBands));
  const lines = strongestStretch(excess);
  const best = (hump?.sum ?? 0) >= (lines?.sum ?? 0) ? hump : lines;
  if (best === undefined) return undefined;
  const mean = change.slice(best.from, best.to + 1).reduce((sum, each) => sum + each, 0) / (best.to - best.from + 1);
  const width = now.top / bands;
  return { low: best.from * width, high: (best.to + 1) * width, change: mean };
}

/** Around each peak as far as half its height is held; of all these the one with the largest sum. */
function strongestStretch(heights: readonly Decibels[]): Stretch | undefined {
  let best: Stretch | undefined;
  for (const [band, top] of heights.entries()) {
    if (top < leastExcess || top < (heights[band - 1] ?? top) || top < (heights[band + 1] ?? top)) continue;
    const enough = Math.max(leastExcess, top / 2);
    let from = band;
    let to = band;
    while (from > 0 && heights[from - 1]! >= enough) from--;
    while (to < heights.length - 1 && heights[to + 1]! >= enough) to++;
    let sum = 0;
    for (let each = from; each <= to; each++) sum += heights[each]!;
    if (best === undefined || sum > best.sum) best = { from, to, sum };
  }
  return best;
}

/** Mean over `width` neighbours, fewer at the ends. */
function smoothed(values: readonly number[], width: number): number[] {
  const half = Math.floor(width / 2);
  return values.map((_, index) => {
    const near = values.slice(Math.max(0, index - half), index + half + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

/** Mean level of several spectra of one range, band by band, in dB. @returns undefined without any */
export function meanSpectrum(spectra: readonly DisplaySpectrum[]): DisplaySpectrum | undefined {
  const last = spectra.at(-1);
  if (last === undefined) return undefined;
  const alike = spectra.filter(({ top, levels }) => top === last.top && levels.length === last.levels.length);
  const levels = last.levels.map((_, band) => alike.reduce((sum, each) => sum + each.levels[band]!, 0) / alike.length);
  return { top: last.top, levels };
}
