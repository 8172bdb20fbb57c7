import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";
import { cepstrum } from "./cepstrum.ts";
import { type FrameStatistic, FrameSummary } from "./frameSummary.ts";
import { gravity, integratedRms } from "./integratedRms.ts";
import { modulation } from "./modulation.ts";
import { octaveFeatures } from "./octaveFeatures.ts";
import type { Recipe, RecipeRun } from "./recipe.ts";
import { centred, frameSizeOf, requireServableRate } from "./recipeWindow.ts";
import { spectralKurtosisBand } from "./spectralKurtosisBand.ts";
import { timeFeatures } from "./timeFeatures.ts";

/** ISO 20816-3; below half the sample rate where that is lower. */
const severityBand = { low: 10, high: 1000 };
const modulationBands = 8;
/** What a ratio of 0 counts as: −120 dB. */
const weakest = -120;
/** Quefrencies of shafts and their gears: 10 to 60 Hz families of lines. */
const quefrencies = [1 / 60, 1 / 10] as const;

interface VibrationFeature extends FeatureTrait {
  readonly keep?: readonly FrameStatistic[];
}

const ofWindow: readonly VibrationFeature[] = [
  { name: "rms", group: "level", levelDependent: true },
  { name: "peak", group: "level", levelDependent: true },
  { name: "peak to peak", group: "level", levelDependent: true },
  { name: "acceleration 10–1000 Hz", group: "level", levelDependent: true },
  { name: "velocity 10–1000 Hz", group: "level", levelDependent: true },
  { name: "displacement 10–1000 Hz", group: "level", levelDependent: true },
  { name: "acceleration share", group: "spectrum", levelDependent: false },
  { name: "velocity share", group: "spectrum", levelDependent: false },
  { name: "displacement share", group: "spectrum", levelDependent: false },
  { name: "crest factor", group: "shape", levelDependent: false },
  { name: "kurtosis", group: "shape", levelDependent: false },
  { name: "asymmetry", group: "shape", levelDependent: false },
  { name: "shape factor", group: "shape", levelDependent: false },
  { name: "impulse factor", group: "shape", levelDependent: false },
  { name: "clearance factor", group: "shape", levelDependent: false },
  { name: "zero crossing rate", group: "shape", levelDependent: false },
  { name: "impulsiveness", group: "envelope", levelDependent: false },
  { name: "cepstrum peak", group: "cepstrum", levelDependent: false },
];

const ofFrames: readonly (VibrationFeature & Required<Pick<VibrationFeature, "keep">>)[] = [
  { name: "level", group: "level", levelDependent: true, keep: ["mean", "lowest", "highest"] },
  { name: "level over window", group: "shape", levelDependent: false, keep: ["spread", "lowest", "highest"] },
  { name: "frame crest factor", group: "shape", levelDependent: false, keep: ["mean", "spread", "highest"] },
  { name: "frame kurtosis", group: "shape", levelDependent: false, keep: ["mean", "spread", "highest"] },
];

/**
 * Vibration of a component, of one window without its mean. The unit of the point is taken to be g where mm/s and µm are made of it.
 * - `rms`, `peak`, `peak to peak`: unit. Acceleration (unit RMS), velocity (mm/s RMS) and displacement (µm RMS) of 10–1000 Hz by
 *   `integratedRms`, Hann; their shares are dB re the RMS of the window (per mm/s and µm a unit), free of level.
 * - `crest factor`, `kurtosis`, shape, impulse and clearance factor, zero crossing rate: see timeFeatures. `asymmetry` is |skewness|:
 *   which way round a sensor is mounted says nothing.
 * - `level` (dB re 1 unit), crest factor and kurtosis of half-overlapping frames: mean, spread, extremes.
 * - `impulsiveness`: ln(1 + score) of the most impulsive band, 1.6 being what noise does not reach; see spectralKurtosisBand.
 * - `cepstrum peak`: strength of the strongest family of lines 10 to 60 Hz apart; see cepstrum.
 * - `third octave …`, `third octave share …`: see octaveFeatures. `envelope …`: see modulation.
 */
export const vibrationRecipe: Recipe = {
  id: "vibration/1",
  names: (sampleRate) => vibrationRecipe.traits(sampleRate).map((trait) => trait.name),

  traits(sampleRate): readonly FeatureTrait[] {
    requireServableRate(sampleRate);
    const { edges } = modulation(sampleRate, modulationBands);
    return [
      ...ofWindow,
      ...ofFrames.flatMap(({ group, levelDependent, ...value }) =>
        FrameSummary.names([value]).map((name): FeatureTrait => ({ name, group, levelDependent })),
      ),
      ...octaveFeatures(sampleRate).traits,
      ...Array.from({ length: modulationBands }, (_, b): FeatureTrait => {
        const name = `envelope ${edges[b]!.toFixed(1)}–${edges[b + 1]!.toFixed(1)} Hz`;
        return { name, group: "envelope", levelDependent: false };
      }),
    ];
  },

  prepare(sampleRate): RecipeRun {
    requireServableRate(sampleRate);
    const size = frameSizeOf(sampleRate);
    const octaves = octaveFeatures(sampleRate);
    const envelope = modulation(sampleRate, modulationBands);
    const envelopeLogs = new Float64Array(modulationBands);
    // a fifth of a second holds the longest quefrency twice over
    const needed = Math.max(size, octaves.needed, Math.ceil(2 * quefrencies[1] * sampleRate) + 2);

    function compute(window: Float32Array): Float32Array<ArrayBuffer> | null {
      const samples = centred(window, needed);
      if (samples === null) return null;
      const windowValues = windowFeatures(samples, sampleRate);
      const frameValues = frameFeatures(samples, sampleRate, size);
      const octaveValues = octaves.compute(samples);
      if (!windowValues || !frameValues || !octaveValues) return null;
      envelope.compute(new Float32Array(samples), envelopeLogs);
      const values = Float32Array.from([...windowValues, ...frameValues, ...octaveValues, ...envelopeLogs]);
      // a level beyond float32 is a broken sensor, not a measurement
      return values.every(Number.isFinite) ? values : null;
    }
    return { compute };
  },
};

function windowFeatures(samples: Float64Array, sampleRate: Hertz): number[] | null {
  const time = timeFeatures(samples, sampleRate);
  const peak = cepstrum(samples, sampleRate, quefrencies).peak;
  const impulsive = spectralKurtosisBand(samples, sampleRate).bestBySignificance;
  if (time.kurtosis === null || time.skewness === null || !peak || !impulsive) return null;
  const [acceleration, once, twice] = integratedRms(samples, sampleRate, severityBand);
  const velocity = 1000 * gravity * once;
  const displacement = 1e6 * gravity * twice;
  const share = (value: number) => Math.max(weakest, 20 * Math.log10(value / time.rms!));
  return [
    time.rms!,
    time.peak!,
    time.peakToPeak!,
    acceleration,
    velocity,
    displacement,
    share(acceleration),
    share(velocity),
    share(displacement),
    time.crestFactor!,
    time.kurtosis,
    Math.abs(time.skewness),
    time.shapeFactor!,
    time.impulseFactor!,
    time.clearanceFactor!,
    time.zeroCrossingRate!,
    Math.log1p(Math.max(0, impulsive.score)),
    peak.value,
  ];
}

function frameFeatures(samples: Float64Array, sampleRate: Hertz, size: number): number[] | null {
  const summary = new FrameSummary(ofFrames);
  const windowRms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  for (let start = 0; start + size <= samples.length; start += size / 2) {
    const { standardDeviation, crestFactor, kurtosis } = timeFeatures(
      samples.subarray(start, start + size),
      sampleRate,
    );
    const decibels = (ratio: number) => (ratio > 0 ? 20 * Math.log10(ratio) : null);
    summary.add([decibels(standardDeviation!), decibels(standardDeviation! / windowRms), crestFactor, kurtosis]);
  }
  return summary.results();
}
