import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels } from "../domain/units.ts";

/** From here on a band counts as part of what makes this machine: so far above its neighbours while healthy. */
const lineHeight: Decibels = 10;
const neighbours = 8;
/** With fewer lines than this, the loudest bands speak for the machine. */
const fewestLines = 3;
const loudest = 0.1;

/** Level less the healthy median, band by band. @returns undefined for spectra of another range, and for none */
export function changeOf({ top, levels }: DisplaySpectrum, healthy: HealthySpectrum): Decibels[] | undefined {
  if (top !== healthy.top || levels.length !== healthy.middle.length || levels.length === 0) return undefined;
  return levels.map((level, band) => level - healthy.middle[band]!);
}

/** Bands in which the healthy machine stands out. */
export interface MachineBands {
  readonly bands: readonly number[];
  /** They are lines; otherwise only the loudest tenth of a spectrum without lines. */
  readonly areLines: boolean;
}

/** Of a model they stay the same from window to window. */
const known = new WeakMap<HealthySpectrum, MachineBands>();

export function machineBands(healthy: HealthySpectrum): MachineBands {
  const before = known.get(healthy);
  if (before !== undefined) return before;
  const found = findBands(healthy);
  known.set(healthy, found);
  return found;
}

function findBands({ middle }: HealthySpectrum): MachineBands {
  const lines = [...middle.keys()].filter((band) => {
    const around = middle.slice(Math.max(0, band - neighbours), band + neighbours + 1);
    return middle[band]! - medianOf(around) >= lineHeight;
  });
  if (lines.length >= fewestLines) return { bands: lines, areLines: true };
  const loud = [...middle.keys()].toSorted((one, other) => middle[other]! - middle[one]!);
  return { bands: loud.slice(0, Math.ceil(loudest * middle.length)), areLines: false };
}

export function medianOf(values: readonly number[]): number {
  // Typed arrays sort numbers several times as fast.
  return Float64Array.from(values).sort()[values.length >> 1]!;
}
