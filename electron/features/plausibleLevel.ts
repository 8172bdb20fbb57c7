import type { Quantity, Unit } from "../domain/units.ts";

/** Between these a running machine is found anywhere on earth, as RMS without the constant part. */
export interface LevelRange {
  readonly low: number;
  readonly high: number;
}

/**
 * A wide berth around what machines do: acceleration from a still bearing housing (a thousandth of g) to a crusher (50 g), velocity
 * from far below class A to ten times class D of ISO 20816-1, sound from a quiet room (35 dB) to the threshold of pain (140 dB).
 * Where a unit says nothing of the size (raw numbers, full scale, volts), anything goes.
 */
const ranges: Readonly<Partial<Record<Unit, LevelRange>>> = {
  g: { low: 5e-5, high: 50 },
  "m/s²": { low: 5e-4, high: 500 },
  "mm/s": { low: 0.003, high: 300 },
  µm: { low: 0.02, high: 5000 },
  Pa: { low: 1e-3, high: 200 },
};

/** @returns undefined for a unit in which anything is plausible */
export function plausibleLevel(quantity: Quantity, unit: Unit): LevelRange | undefined {
  // A position or an air pressure that somebody measures with a vibration's unit is not ours to judge.
  if (quantity === "other" || quantity === "ratio") return undefined;
  return ranges[unit];
}
