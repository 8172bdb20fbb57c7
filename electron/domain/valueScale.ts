import type { UsualChange } from "./featureTrait.ts";
import type { Quantity } from "./units.ts";

/** On which scale changes of a value count alike, and which of them are usual. */
export interface ValueScale extends UsualChange {
  /**
   * `logarithmic`: twice as much is the same change wherever it begins: 20 · log10, in dB re 1 unit. `linear`: the value as it is, in
   * its unit.
   */
  readonly kind: "logarithmic" | "linear";
  /** Logarithmic: what is smaller counts as this much: less is below what such sensors resolve, and 0 has no logarithm. */
  readonly floor: number;
  /** It says how strongly the machine runs: near 0 when it stands still. */
  readonly isLevel: boolean;
}

/**
 * ISO 20816-3 draws the lines between its zones a factor of about 2.5 (8 dB) apart: a change by that much matters on any machine.
 * A change by 3 dB, 1.4 times, is what load and mounting do on healthy ones. Whole steps of these are what micromodels count in.
 */
const level = { kind: "logarithmic", isLevel: true, onlyRises: true, change: 3 } as const;

const scales: Readonly<Record<Quantity, ValueScale>> = {
  velocity: { ...level, floor: 0.01 },
  acceleration: { ...level, floor: 0.001 },
  displacement: { ...level, floor: 0.1 },
  "sound pressure": { ...level, floor: 20e-6 },
  // crest factor and kurtosis: statistics of single peaks, which scatter more than the power they are of
  ratio: { kind: "logarithmic", isLevel: false, onlyRises: true, change: 4, floor: 0.01 },
  // of the strongest line: it jumps between lines that are about equally strong, a matter of factors
  frequency: { kind: "logarithmic", isLevel: false, onlyRises: false, change: 12, floor: 0.1 },
  // of a bearing housing: day and night, sun and load make this much; 20 °C above its usual one is a reason to look at any bearing
  temperature: { kind: "linear", isLevel: false, onlyRises: true, change: 7.5, floor: 0 },
  // what is not known is measured, on the scale on which any number has a meaning
  voltage: { kind: "linear", isLevel: false, onlyRises: false, floor: 0 },
  other: { kind: "linear", isLevel: false, onlyRises: false, floor: 0 },
};

export function valueScaleOf(quantity: Quantity): ValueScale {
  return scales[quantity];
}

/** @param value in the unit of its point. @returns null for what is no number */
export function toScale({ kind, floor }: ValueScale, value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return kind === "linear" ? value : 20 * Math.log10(Math.max(floor, value));
}

/** The value, in the unit of its point, that lies there on its scale. */
export function fromScale({ kind }: ValueScale, scaled: number): number {
  return kind === "linear" ? scaled : 10 ** (scaled / 20);
}
