import type { DisplaySpectrum, HealthySpectrum } from "../../electron/domain/alert.ts";
import type { Hertz } from "../../electron/domain/units.ts";

/** Middle of each of `count` equal bands from 0 to `top`. */
export function bandMiddles(count: number, top: Hertz): number[] {
  return Array.from({ length: count }, (_, index) => ((index + 0.5) * top) / count);
}

/**
 * Levels of another grid of bands, read at the middles of this one; null beyond its top.
 * @param levels shape [bands from 0 to `levelsTop`]
 */
export function resampleBands(
  levels: readonly number[],
  levelsTop: Hertz,
  count: number,
  top: Hertz,
): (number | null)[] {
  if (levels.length === count && levelsTop === top) return [...levels];
  return bandMiddles(count, top).map(
    (frequency) => levels[Math.floor((frequency / levelsTop) * levels.length)] ?? null,
  );
}

/** Frequencies, healthy low, healthy high, present levels: the columns of a spectrum plot. */
export function spectrumSeries(spectrum: DisplaySpectrum, healthy: HealthySpectrum | undefined) {
  const count = spectrum.levels.length;
  const onGrid = (levels: readonly number[]) =>
    healthy === undefined ? new Array<null>(count).fill(null) : resampleBands(levels, healthy.top, count, spectrum.top);
  return [
    bandMiddles(count, spectrum.top),
    onGrid(healthy?.low ?? []),
    onGrid(healthy?.high ?? []),
    [...spectrum.levels],
  ] as const;
}

/** Lowest and highest level worth drawing: everything healthy and everything present, on a grid of 10 dB so that it stands still. */
export function levelRange(columns: readonly (readonly (number | null)[])[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const level of column) {
      if (level === null || !Number.isFinite(level)) continue;
      if (level < low) low = level;
      if (level > high) high = level;
    }
  }
  if (low > high) return [-100, 0];
  const step = 10;
  const top = Math.ceil((high + 1) / step) * step;
  return [Math.max(Math.floor((low - 1) / step) * step, top - 140), top];
}
