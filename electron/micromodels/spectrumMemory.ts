import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels, Hertz } from "../domain/units.ts";

/** What one point sounded like in all its healthy sessions together: small enough for every model, and enough to know it again. */
export interface SpectrumMemory {
  readonly top: Hertz;
  /** Number of display bands that were learned from. */
  readonly bands: number;
  /** Shape [coarse bands]: the quietest 5 % and the loudest 5 % of the windows of any session, mean of neighbouring display bands. */
  readonly low: readonly Decibels[];
  readonly high: readonly Decibels[];
  /** Lines that stood out in every session, strongest first. */
  readonly lines: readonly SpectrumLine[];
}

export interface SpectrumLine {
  readonly band: number;
  /** 19 of 20 windows of every session reached this level. */
  readonly least: Decibels;
  /** Height above its surroundings. */
  readonly height: Decibels;
}

/** What became of the lines: their heights, summed. A line that drowns in a risen floor is in neither sum. */
export interface LineFate {
  readonly count: number;
  readonly all: Decibels;
  readonly gone: Decibels;
}

const coarseBands = 64;
/** A line stands out by this much, by half of it in every session, and is looked for this many bands around. */
const leastHeight: Decibels = 6;
const surroundings = 8;
const mostLines = 24;
/** No line has a greater say than one of this height: one strong tone is no majority. */
const mostHeight: Decibels = 20;
/** A line is gone when it is this much quieter than it ever was, and no longer half as high as it was. */
const goneBelow: Decibels = 3;

/** @param sessions of one point; those of another range than the last are left out. undefined without any */
export function rememberSpectra(sessions: readonly HealthySpectrum[]): SpectrumMemory | undefined {
  const last = sessions.at(-1);
  if (last === undefined) return undefined;
  const alike = sessions.filter(({ top, middle }) => top === last.top && middle.length === last.middle.length);
  const bandwise = (of: (spectrum: HealthySpectrum, band: number) => number, fold: (...values: number[]) => number) =>
    last.middle.map((_, band) => fold(...alike.map((spectrum) => of(spectrum, band))));
  const low = bandwise(({ low: levels }, band) => levels[band]!, Math.min);
  const high = bandwise(({ high: levels }, band) => levels[band]!, Math.max);
  const middle = bandwise(({ middle: levels }, band) => levels[band]!, meanOf);
  return {
    top: last.top,
    bands: middle.length,
    low: coarse(low).map(Math.round),
    high: coarse(high).map(Math.round),
    lines: linesOf(middle, low),
  };
}

/** Is `now` of the range that was learned? Otherwise nothing can be compared. */
export function isComparable(memory: SpectrumMemory, now: DisplaySpectrum): boolean {
  return memory.top === now.top && memory.bands === now.levels.length;
}

/** Share of the bands that lie at least `by` below the quietest that was learned. */
export function shareBelow(memory: SpectrumMemory, now: DisplaySpectrum, by: Decibels): number {
  const levels = coarse(now.levels);
  return levels.filter((level, band) => level < memory.low[band]! - by).length / levels.length;
}

/** Share of the bands that lie at least `by` above the loudest that was learned. */
export function shareAbove(memory: SpectrumMemory, now: DisplaySpectrum, by: Decibels): number {
  const levels = coarse(now.levels);
  return levels.filter((level, band) => level > memory.high[band]! + by).length / levels.length;
}

export function fateOfLines({ lines }: SpectrumMemory, { levels }: DisplaySpectrum): LineFate {
  let all = 0;
  let gone = 0;
  for (const { band, least, height } of lines) {
    const say = Math.min(height, mostHeight);
    all += say;
    // a line between two bands is seen in either
    const level = Math.max(levels[band - 1] ?? levels[band]!, levels[band]!, levels[band + 1] ?? levels[band]!);
    if (level < least - goneBelow && level - floorAround(levels, band) < height / 2) gone += say;
  }
  return { count: lines.length, all, gone };
}

/** Has a value, read from a file, the shape of a memory? */
export function isSpectrumMemory(value: unknown): value is SpectrumMemory {
  const { top, bands, low, high, lines } = (value ?? {}) as Partial<SpectrumMemory>;
  if (!(Number.isFinite(top) && Number.isSafeInteger(bands) && bands! > 0)) return false;
  const count = Math.min(coarseBands, bands!);
  const areLevels = (levels: unknown) =>
    Array.isArray(levels) && levels.length === count && levels.every(Number.isFinite);
  const isLine = (line: unknown) => {
    const { band, least, height } = (line ?? {}) as Partial<SpectrumLine>;
    return (
      Number.isSafeInteger(band) && band! >= 0 && band! < bands! && Number.isFinite(least) && Number.isFinite(height)
    );
  };
  return areLevels(low) && areLevels(high) && Array.isArray(lines) && lines.length <= mostLines && lines.every(isLine);
}

function linesOf(middle: readonly Decibels[], low: readonly Decibels[]): SpectrumLine[] {
  const lines: SpectrumLine[] = [];
  for (let band = 1; band < middle.length - 1; band++) {
    const level = middle[band]!;
    if (level < middle[band - 1]! || level < middle[band + 1]!) continue;
    const floor = floorAround(middle, band);
    if (level - floor < leastHeight || low[band]! - floor < leastHeight / 2) continue;
    lines.push({ band, least: tenth(low[band]!), height: tenth(level - floor) });
  }
  return lines.toSorted((one, other) => other.height - one.height).slice(0, mostLines);
}

/** Median of the bands around one. */
function floorAround(levels: readonly Decibels[], band: number): Decibels {
  const near = Float64Array.from(levels.slice(Math.max(0, band - surroundings), band + surroundings + 1)).sort();
  return near[near.length >> 1]!;
}

/** Mean over neighbouring bands; fewer bands than that stay as they are. */
function coarse(levels: readonly Decibels[]): Decibels[] {
  const count = Math.min(coarseBands, levels.length);
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((index * levels.length) / count);
    const end = Math.floor(((index + 1) * levels.length) / count);
    let sum = 0;
    for (let band = first; band < end; band++) sum += levels[band]!;
    return sum / (end - first);
  });
}

function meanOf(...values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tenth(level: Decibels): Decibels {
  return Math.round(level * 10) / 10;
}
