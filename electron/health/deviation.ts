import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels, Hertz } from "../domain/units.ts";

/** Less than this above the healthy band is chance: quantiles learned from a minute are that uncertain. */
const leastExcess: Decibels = 3;

export interface BandDeviation {
  readonly low: Hertz;
  readonly high: Hertz;
  /** Mean level in the band now, less the healthy median there. */
  readonly change: Decibels;
}

/**
 * The stretch of the spectrum that stands out most above healthy: around the largest excess over the 95 % line, as far as the
 * excess stays above half of it. Stretches are compared by their summed excess, so that a broad hump beats one stray line.
 * @returns undefined when nothing stands out, or when the healthy spectrum is of another range
 */
export function findDeviation(now: DisplaySpectrum, healthy: HealthySpectrum): BandDeviation | undefined {
  const bands = now.levels.length;
  if (now.top !== healthy.top || healthy.high.length !== bands) return undefined;
  const excess = now.levels.map((level, band) => level - healthy.high[band]!);
  let best: { from: number; to: number; sum: number } | undefined;
  for (let band = 0; band < bands; band++) {
    const top = excess[band]!;
    if (top < leastExcess || top < (excess[band - 1] ?? top) || top < (excess[band + 1] ?? top)) continue;
    const enough = Math.max(leastExcess, top / 2);
    let from = band;
    let to = band;
    while (from > 0 && excess[from - 1]! >= enough) from--;
    while (to < bands - 1 && excess[to + 1]! >= enough) to++;
    let sum = 0;
    for (let each = from; each <= to; each++) sum += excess[each]!;
    if (best === undefined || sum > best.sum) best = { from, to, sum };
  }
  if (best === undefined) return undefined;
  let change = 0;
  for (let band = best.from; band <= best.to; band++) change += now.levels[band]! - healthy.middle[band]!;
  const width = now.top / bands;
  return { low: best.from * width, high: (best.to + 1) * width, change: change / (best.to - best.from + 1) };
}

/** Mean level of several spectra of one range, band by band, in dB. @returns undefined without any */
export function meanSpectrum(spectra: readonly DisplaySpectrum[]): DisplaySpectrum | undefined {
  const last = spectra.at(-1);
  if (last === undefined) return undefined;
  const alike = spectra.filter(({ top, levels }) => top === last.top && levels.length === last.levels.length);
  const levels = last.levels.map((_, band) => alike.reduce((sum, each) => sum + each.levels[band]!, 0) / alike.length);
  return { top: last.top, levels };
}
