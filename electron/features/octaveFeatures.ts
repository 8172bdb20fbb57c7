import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";
import { measurableThirdOctaves, powerBetween } from "./thirdOctave.ts";
import { welchPsd } from "./welchPsd.ts";

/** Levels of the third octaves a window of a second resolves, each in decibels twice: re 1 unit, and re the sum of all of them. */
export interface OctaveFeatures {
  /** Samples a window must hold. */
  readonly needed: number;
  readonly traits: readonly FeatureTrait[];
  /** @param samples without their mean @returns in the order of `traits`; null for silence */
  compute(samples: Float64Array): number[] | null;
}

/** What is weaker than this share of all bands counts as that: −120 dB. */
const weakest = 1e-12;

/**
 * Prepares `third octave 1000 Hz` (dB re 1 unit², level) and `third octave share 1000 Hz` (dB re the sum, free of level): Welch's density
 * of about half-second segments, summed as in `thirdOctave`, in the bands that are at least two bins wide.
 * @throws Fault BAD_INPUT for a wrong rate
 */
export function octaveFeatures(sampleRate: Hertz): OctaveFeatures {
  const bands = measurableThirdOctaves(sampleRate);
  const needed = 2 ** Math.floor(Math.log2(sampleRate / 2));
  const binWidth = sampleRate / needed;
  const resolved = bands.filter((band) => band.upper - band.lower >= 2 * binWidth);
  const label = (centre: Hertz) => `${centre < 100 ? centre.toFixed(1) : centre.toFixed(0)} Hz`;
  return {
    needed,
    traits: [
      ...resolved.map(({ centre }): FeatureTrait => {
        return { name: `third octave ${label(centre)}`, group: "level", levelDependent: true };
      }),
      ...resolved.map(({ centre }): FeatureTrait => {
        return { name: `third octave share ${label(centre)}`, group: "spectrum", levelDependent: false };
      }),
    ],
    compute(samples) {
      const { density } = welchPsd(samples, sampleRate, needed);
      const powers = resolved.map((band) => powerBetween(density, binWidth, sampleRate, band.lower, band.upper));
      const total = powers.reduce((sum, power) => sum + power, 0);
      if (!(total > 0)) return null;
      const lifted = powers.map((power) => Math.max(power, weakest * total));
      const decibels = (ratio: number) => 10 * Math.log10(ratio);
      return [...lifted.map(decibels), ...lifted.map((power) => decibels(power / total))];
    },
  };
}
