import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";
import { bandPowers, melBank } from "./melBank.ts";
import { octaveFeatures } from "./octaveFeatures.ts";
import type { Recipe, RecipeRun } from "./recipe.ts";
import { centred, frameSizeOf, requireServableRate } from "./recipeWindow.ts";
import { soundFrames } from "./soundFrames.ts";
import { timeFeatures } from "./timeFeatures.ts";

const melBands = 40;
const cepstra = 12;
/** What is weaker than this share of the whole counts as that: −120 dB. */
const weakest = 1e-12;

/**
 * Airborne sound, of one window without its mean; levels in dB re 1 unit of the point.
 * - `rms`, `peak`: unit. `crest factor`, `kurtosis`: see timeFeatures.
 * - features of half-overlapping frames, each as mean, spread and extremes: textbook ones by their standard names and Meyda's by
 *   `meyda…`, see soundFrames.
 * - `mel …`: dB of 40 mel bands of the mean spectrum, and `mel share …`: the same re their sum, free of level.
 * - `cepstrum 1` … `12`: orthonormal DCT-II of ln of those shares, free of level: what a textbook MFCC is without c0.
 * - `third octave …` and `third octave share …`: see octaveFeatures.
 */
export const soundRecipe: Recipe = {
  id: "sound/1",
  names: (sampleRate) => soundRecipe.traits(sampleRate).map((trait) => trait.name),

  traits(sampleRate): readonly FeatureTrait[] {
    requireServableRate(sampleRate);
    const size = frameSizeOf(sampleRate);
    const { edges } = bankOf(sampleRate, size);
    const label = (j: number) => `${edges[j]!.toFixed(1)}–${edges[j + 2]!.toFixed(1)} Hz`;
    const bands = Array.from({ length: melBands }, (_, j) => label(j));
    return [
      { name: "rms", group: "level", levelDependent: true },
      { name: "peak", group: "level", levelDependent: true },
      { name: "crest factor", group: "shape", levelDependent: false },
      { name: "kurtosis", group: "shape", levelDependent: false },
      ...soundFrames(sampleRate, size).traits,
      ...bands.map((band): FeatureTrait => ({ name: `mel ${band}`, group: "level", levelDependent: true })),
      ...bands.map((band): FeatureTrait => ({ name: `mel share ${band}`, group: "spectrum", levelDependent: false })),
      ...Array.from({ length: cepstra }, (_, k): FeatureTrait => {
        return { name: `cepstrum ${k + 1}`, group: "cepstrum", levelDependent: false };
      }),
      ...octaveFeatures(sampleRate).traits,
    ];
  },

  prepare(sampleRate): RecipeRun {
    requireServableRate(sampleRate);
    const size = frameSizeOf(sampleRate);
    const frames = soundFrames(sampleRate, size);
    const octaves = octaveFeatures(sampleRate);
    const bank = bankOf(sampleRate, size);
    const power = new Float64Array(size / 2 + 1);
    const bands = new Float64Array(melBands);

    function compute(window: Float32Array): Float32Array<ArrayBuffer> | null {
      const samples = centred(window, Math.max(size, octaves.needed));
      if (samples === null) return null;
      const time = timeFeatures(samples, sampleRate);
      const ofFrames = frames.compute(new Float32Array(samples));
      const ofOctaves = octaves.compute(samples);
      if (time.crestFactor === null || time.kurtosis === null || !ofFrames || !ofOctaves) return null;
      power.set(frames.powerSum);
      bandPowers(power, bank, bands);
      const count = Math.floor((samples.length - size) / (size / 2)) + 1;
      const values = Float32Array.from([
        time.rms!,
        time.peak!,
        time.crestFactor,
        time.kurtosis,
        ...ofFrames,
        ...melFeatures(bands, count * (3 / 16) * size ** 2),
        ...ofOctaves,
      ]);
      // a level beyond float32 is a broken sensor, not a measurement
      return values.every(Number.isFinite) ? values : null;
    }
    return { compute };
  },
};

/** The mel scale is made for ears and 16 kHz; its corner moves with the rate, so that slow sensors get even bands too. */
function bankOf(sampleRate: Hertz, size: number) {
  return melBank(sampleRate, size, melBands, { corner: (700 * sampleRate) / 16_000 });
}

/**
 * @param scale makes a one-sided mean square of Σ |FFT|² over the frames: frames · N · Σw² / 2, with Σw² = 3/8·N for Hann
 * @returns levels, shares and cepstrum
 */
function melFeatures(bands: Float64Array, scale: number): number[] {
  const total = bands.reduce((sum, power) => sum + power, 0);
  const shares = Array.from(bands, (power) => Math.max(power / total, weakest));
  const logs = shares.map(Math.log);
  const decibels = (ratio: number) => 10 * Math.log10(ratio);
  return [
    ...shares.map((share) => decibels((share * total) / scale)),
    ...shares.map(decibels),
    ...Array.from({ length: cepstra }, (_, k) => {
      const cosine = (m: number) => Math.cos((Math.PI * (k + 1) * (2 * m + 1)) / (2 * melBands));
      return Math.sqrt(2 / melBands) * logs.reduce((sum, value, m) => sum + value * cosine(m), 0);
    }),
  ];
}
