import type { Decibels, Hertz, Unit } from "../../../electron/domain/units.ts";

export const amplitudeScales = ["dB", "linear"] as const;
export type AmplitudeScale = (typeof amplitudeScales)[number];

/** Motion units: how many times their quantity is integrated from acceleration, and their size in SI. */
const motion: Readonly<Partial<Record<Unit, { readonly integrals: number; readonly size: number }>>> = {
  g: { integrals: 0, size: 9.80665 },
  "m/s²": { integrals: 0, size: 1 },
  "mm/s": { integrals: 1, size: 1e-3 },
  µm: { integrals: 2, size: 1e-6 },
};
const motionUnits: readonly Unit[] = ["g", "m/s²", "mm/s", "µm"];

/** Sound levels are effective values against 20 µPa (ISO 1683); every other level here is the amplitude against 1 unit. */
const soundOffset: Decibels = 20 * Math.log10(1 / Math.SQRT2 / 20e-6);

/** Integration lifts what leaks from 0 Hz without bound: so many of the lowest lines (the window's main lobe) are left out. */
const leakingLines = 3;

/** The units in which a spectrum measured in `unit` can be shown: motion in any motion unit, everything else as it is. */
export function offeredUnits(unit: Unit): readonly Unit[] {
  return motionUnits.includes(unit) ? motionUnits : [unit];
}

/**
 * What is added to a level at one frequency to show it in another unit: each integration divides by ω = 2πf.
 * @param from unit of the samples
 * @param to one of `offeredUnits(from)`; anything else changes nothing
 */
export function conversion(from: Unit, to: Unit, frequency: Hertz): Decibels {
  const source = motion[from];
  const target = motion[to];
  if (source === undefined || target === undefined) return 0;
  const perOmega = (source.integrals - target.integrals) * 20 * Math.log10(2 * Math.PI * frequency);
  return 20 * Math.log10(source.size / target.size) + (source.integrals === target.integrals ? 0 : perOmega);
}

/** First line that means something in the shown unit. */
export function firstMeaningfulLine(from: Unit, to: Unit): number {
  const integrals = (motion[to]?.integrals ?? 0) - (motion[from]?.integrals ?? 0);
  return integrals > 0 ? leakingLines : 0;
}

/** @param level amplitude in dB re 1 `unit`; @returns the number that the axis shows */
export function shownAmplitude(level: Decibels, unit: Unit, scale: AmplitudeScale): number {
  if (scale === "linear") return 10 ** (level / 20);
  return unit === "Pa" ? level + soundOffset : level;
}

/** What stands behind the number: "g", "dB re 1 g", "dB re 20 µPa". */
export function amplitudeUnit(unit: Unit, scale: AmplitudeScale): string {
  if (scale === "linear") return unit;
  return unit === "Pa" ? "dB re 20 µPa" : `dB re 1 ${unit}`;
}
