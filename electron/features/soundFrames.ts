import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";
import { type FrameStatistic, FrameSummary } from "./frameSummary.ts";
import { meydaEleven } from "./meydaEleven.ts";
import { meydaLoudness } from "./meydaLoudness.ts";
import { spectralDescriptors } from "./spectralDescriptors.ts";

/** Features of overlapping frames, summarised over a window. */
export interface SoundFrames {
  readonly size: number;
  readonly traits: readonly FeatureTrait[];
  /**
   * @param samples of the window without their mean, at least one frame
   * @returns in the order of `traits`; null when one of them is defined in no frame
   */
  compute(samples: Float32Array): number[] | null;
  /** Σ |FFT|² of the frames last computed, symmetric Hann, shape [size / 2]. */
  readonly powerSum: Float64Array;
}

interface FrameFeature extends FeatureTrait {
  readonly keep: readonly FrameStatistic[];
}

const typical: readonly FrameStatistic[] = ["mean", "spread"];
const wide: readonly FrameStatistic[] = ["mean", "spread", "lowest", "highest"];
/** Meyda's ln(1 + x) swallows quiet signals: it is fed thousandths of the unit. */
const milli = 1000;
const coefficients = 13;

const features: readonly FrameFeature[] = [
  // of the frame itself
  { name: "level", group: "level", levelDependent: true, keep: ["mean", "lowest", "highest"] },
  { name: "level over window", group: "shape", levelDependent: false, keep: ["spread", "lowest", "highest"] },
  { name: "zero crossing rate", group: "shape", levelDependent: false, keep: typical },
  // textbook, of its amplitudes
  { name: "spectral centroid", group: "spectrum", levelDependent: false, keep: wide },
  { name: "spectral spread", group: "spectrum", levelDependent: false, keep: typical },
  { name: "spectral skewness", group: "spectrum", levelDependent: false, keep: typical },
  { name: "spectral kurtosis", group: "spectrum", levelDependent: false, keep: typical },
  { name: "spectral flatness", group: "spectrum", levelDependent: false, keep: wide },
  { name: "spectral rolloff", group: "spectrum", levelDependent: false, keep: ["mean"] },
  { name: "spectral crest", group: "spectrum", levelDependent: false, keep: wide },
  { name: "spectral entropy", group: "spectrum", levelDependent: false, keep: typical },
  { name: "spectral slope", group: "level", levelDependent: true, keep: typical },
  { name: "spectral slope share", group: "spectrum", levelDependent: false, keep: typical },
  // by Meyda's definitions
  { name: "meydaRms", group: "level", levelDependent: true, keep: wide },
  { name: "meydaEnergy", group: "level", levelDependent: true, keep: typical },
  { name: "meydaZcr per sample", group: "shape", levelDependent: false, keep: typical },
  { name: "meydaSpectralCentroid", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralSpread", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralSkewness", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralKurtosis", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralFlatness", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralRolloff", group: "spectrum", levelDependent: false, keep: ["mean"] },
  { name: "meydaSpectralCrest", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaSpectralSlope", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaLoudness", group: "level", levelDependent: true, keep: wide },
  { name: "meydaPerceptualSpread", group: "spectrum", levelDependent: false, keep: typical },
  { name: "meydaPerceptualSharpness", group: "level", levelDependent: true, keep: typical },
  ...Array.from({ length: coefficients }, (_, k): FrameFeature => {
    return { name: `meydaMfcc ${k + 1}`, group: "cepstrum", levelDependent: true, keep: typical };
  }),
];

/**
 * Prepares the features of half-overlapping frames under a symmetric Hann window. Textbook features bear the standard names:
 * `level` is dB re 1 unit of the frame itself (not windowed), `zero crossing rate` a share of samples, centroid, spread and roll-off (85 %
 * of the amplitudes) are in hertz, slope is unit/Hz and its share 1/Hz; see `spectralDescriptors`. Those by Meyda begin with `meyda`:
 * of the windowed frame in thousandths of the unit, moments in bins; see `meydaEleven` and `meydaLoudness`. Their zcr, a count, is
 * divided by the samples of the frame.
 * @param size of a frame, a power of two from 64 up
 * @throws Fault BAD_INPUT for a wrong rate or size
 */
export function soundFrames(sampleRate: Hertz, size: number): SoundFrames {
  const meyda = meydaEleven(sampleRate, size);
  const loudness = meydaLoudness(sampleRate, size);
  const summary = new FrameSummary(features);
  const frame = new Float32Array(size);
  const amplitudes = new Float64Array(size / 2);
  const powerSum = new Float64Array(size / 2);
  const binWidth = sampleRate / size;

  function add(samples: Float32Array, start: number, windowRms: number): void {
    let squares = 0;
    let crossings = 0;
    for (let n = 0; n < size; n++) {
      const x = samples[start + n]!;
      frame[n] = milli * x;
      squares += x * x;
      if (n > 0 && samples[start + n - 1]! >= 0 !== x >= 0) crossings++;
    }
    const rms = Math.sqrt(squares / size);
    const eleven = meyda.compute(frame);
    const power = eleven.powerSpectrum;
    for (let k = 0; k < amplitudes.length; k++) {
      amplitudes[k] = Math.sqrt(power[k]!) / milli;
      powerSum[k]! += power[k]! / milli ** 2;
    }
    const textbook = spectralDescriptors(amplitudes, binWidth, "amplitude", 1);
    const rest = loudness(power);
    summary.add([
      decibels(rms),
      decibels(rms / windowRms),
      crossings / (size - 1),
      textbook.centroid,
      textbook.spread,
      textbook.skewness,
      textbook.kurtosis,
      textbook.flatness,
      textbook.rolloff85,
      textbook.crest,
      textbook.entropy,
      rms > 0 ? textbook.slope : null,
      textbook.slopeNormalised,
      eleven.rms,
      eleven.rms ** 2 * size,
      eleven.zcr / (size - 1),
      eleven.spectralCentroid,
      eleven.spectralSpread,
      eleven.spectralSkewness,
      eleven.spectralKurtosis,
      eleven.spectralFlatness,
      eleven.spectralRolloff,
      eleven.spectralCrest,
      rest.meydaSpectralSlope,
      rest.meydaLoudness,
      rest.meydaPerceptualSpread,
      rest.meydaPerceptualSharpness,
      ...eleven.mfcc,
    ]);
  }

  return {
    size,
    powerSum,
    traits: features.flatMap((feature) =>
      FrameSummary.names([feature]).map((name): FeatureTrait => {
        return { name, group: feature.group, levelDependent: feature.levelDependent };
      }),
    ),
    compute(samples) {
      powerSum.fill(0);
      const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
      for (let start = 0; start + size <= samples.length; start += size / 2) add(samples, start, rms);
      return summary.results();
    },
  };
}

function decibels(ratio: number): number | null {
  return ratio > 0 ? 20 * Math.log10(ratio) : null;
}
