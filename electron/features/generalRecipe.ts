import { keepPlans } from "../../native/keepPlans.ts";
import { kernel } from "../../native/kernel.ts";
import type { FramePlan, StatisticsPlan, WaveformSums } from "../../native/signalKernel.ts";
import { Fault } from "../domain/fault.ts";
import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { Hertz } from "../domain/units.ts";
import { hann } from "./hann.ts";
import { bandPowers, melBank } from "./melBank.ts";
import { meydaBank } from "./meydaMfcc.ts";
import { modulation } from "./modulation.ts";
import type { Recipe, RecipeRun } from "./recipe.ts";
import { constantShare } from "./timeFeatures.ts";

const lowestRate = 400;
const cepstra = 13;
const cepstrumBands = 40;
const spectrumBands = 32;
const envelopeBands = 8;
/** Meyda's ln(1 + x) swallows quiet signals: it is fed mg, mPa, or a thousandth of whatever the unit is. */
const milli = 1000;
/** ln of the smallest share of the total power that is told apart from nothing. */
const spectrumFloor = Math.log(1e-12);
const decibelsPerNeper = 10 / Math.LN10;

/** About an eighth of a second, so that a slow sensor still gets several frames into a window; 2048 samples at audio rates. */
function frameSize(sampleRate: Hertz): number {
  return Math.min(2048, Math.max(64, 2 ** Math.round(Math.log2(sampleRate / 8))));
}

/** The mel scale is made for ears and 16 kHz; its corner moves with the rate, so that slow sensors get even bands too. */
function spectrumBank(sampleRate: Hertz) {
  return melBank(sampleRate, frameSize(sampleRate), spectrumBands, { corner: (700 * sampleRate) / 16_000 });
}

/**
 * One recipe for sound and vibration. Of one window, its mean removed, in order:
 * - `rms`, `peak`: unit of the point. `crest factor`, `kurtosis`: see timeFeatures.
 * - `mfcc 1` … `mfcc 13`: mean over half-overlapping frames of the mel cepstrum by Meyda's definition (40 bands), in milli-units;
 *   all of them depend on level because of ln(1 + x).
 * - `spectrum …`: ln of the share of 32 mel-like bands in the total power, frames averaged; free of level.
 * - `envelope …`: ln of the relative power of 8 bands of the envelope of everything above an eighth of the sample rate; free of level.
 */
export const generalRecipe: Recipe = {
  id: "general/1",
  names: (sampleRate) => generalRecipe.traits(sampleRate).map((trait) => trait.name),

  traits(sampleRate): readonly FeatureTrait[] {
    requireServable(sampleRate);
    const bank = spectrumBank(sampleRate);
    const envelope = modulation(sampleRate, envelopeBands).edges;
    return [
      { name: "rms", group: "level", levelDependent: true },
      { name: "peak", group: "level", levelDependent: true },
      { name: "crest factor", group: "shape", levelDependent: false },
      { name: "kurtosis", group: "shape", levelDependent: false },
      ...Array.from({ length: cepstra }, (_, k): FeatureTrait => {
        return { name: `mfcc ${k + 1}`, group: "cepstrum", levelDependent: true };
      }),
      ...Array.from({ length: spectrumBands }, (_, j): FeatureTrait => {
        const name = `spectrum ${range(bank.edges[j]!, bank.edges[j + 2]!)}`;
        // bands overlap by half: where one weighs more than its neighbours they lie side by side
        const band = {
          low: halfway(bank.edges[j]!, bank.edges[j + 1]!),
          high: halfway(bank.edges[j + 1]!, bank.edges[j + 2]!),
        };
        return { name, group: "spectrum", levelDependent: false, band, decibelsPerUnit: decibelsPerNeper };
      }),
      ...Array.from({ length: envelopeBands }, (_, b): FeatureTrait => {
        const band = { low: envelope[b]!, high: envelope[b + 1]! };
        const name = `envelope ${range(band.low, band.high)}`;
        return { name, group: "envelope", levelDependent: false, band, decibelsPerUnit: decibelsPerNeper };
      }),
    ];
  },

  prepare(sampleRate): RecipeRun {
    const length = generalRecipe.traits(sampleRate).length;
    const size = frameSize(sampleRate);
    const frames = framesOf(sampleRate, () => frameRun(sampleRate, size));
    const bank = spectrumBank(sampleRate);
    const envelope = modulation(sampleRate, envelopeBands);
    const power = new Float64Array(size / 2 + 1);
    const cepstrumSums = new Float64Array(cepstra);
    const bandSums = new Float64Array(spectrumBands);
    const envelopeLogs = new Float64Array(envelopeBands);

    function compute(window: Float32Array): Float32Array<ArrayBuffer> | null {
      if (window.length < size) return null;
      const statistics = statisticsOf(window.length, () => kernel.statistics(window.length));
      const level = levels(statistics.compute(window), window.length);
      if (level === null) return null;
      const samples = statistics.centred;
      cepstrumSums.fill(0);
      envelope.compute(samples, envelopeLogs);
      frames.powerSum.fill(0);
      let count = 0;
      for (let start = 0; start + size <= samples.length; start += size / 2, count++) {
        frames.analyse(samples, start);
        frames.accumulate();
        for (let k = 0; k < cepstra; k++) cepstrumSums[k]! += frames.cepstrum[k]!;
      }
      power.set(frames.powerSum);
      bandPowers(power, bank, bandSums);
      let total = 0;
      for (let k = 1; k < power.length; k++) total += power[k]!;
      const values = new Float32Array(length);
      values.set(level);
      let next = 4;
      for (let k = 0; k < cepstra; k++) values[next++] = cepstrumSums[k]! / count;
      for (let j = 0; j < spectrumBands; j++) values[next++] = Math.max(spectrumFloor, Math.log(bandSums[j]! / total));
      values.set(envelopeLogs, next);
      // a level beyond float32 is a broken sensor, not a measurement
      return values.every(Number.isFinite) ? values : null;
    }
    return { compute };
  },
};

function requireServable(sampleRate: Hertz): void {
  if (!(Number.isFinite(sampleRate) && sampleRate >= lowestRate)) {
    throw new Fault(
      "BAD_INPUT",
      `Sound and vibration need a sample rate of ${lowestRate} Hz or more, not ${sampleRate}.`,
    );
  }
}

/** Tables and buffers of one rate or length serve all points of a thread, one after the other. */
const framesOf = keepPlans<FramePlan, Hertz>(16);
const statisticsOf = keepPlans<StatisticsPlan, number>(16);

function frameRun(sampleRate: Hertz, size: number): FramePlan {
  return kernel.frames({
    window: hann(size, "symmetric").map((weight) => milli * Math.fround(weight)),
    bank: meydaBank(sampleRate, size, cepstrumBands),
    coefficients: cepstra,
  });
}

/** rms, peak, crest factor and kurtosis about the mean; null for samples that are not finite, and for a constant. */
function levels(sums: WaveformSums, count: number): [number, number, number, number] | null {
  const peak = Math.max(sums.highest - sums.mean, sums.mean - sums.lowest);
  const variance = sums.second / count;
  const rms = Math.sqrt(variance);
  // also when any of them is NaN
  if (!(Number.isFinite(sums.squares) && rms > constantShare * peak)) return null;
  return [rms, peak, peak / rms, sums.fourth / count / variance ** 2];
}

function halfway(one: Hertz, other: Hertz): Hertz {
  return (one + other) / 2;
}

function range(low: Hertz, high: Hertz): string {
  const digits = high - low < 20 ? 1 : 0;
  return `${low.toFixed(digits)}–${high.toFixed(digits)} Hz`;
}
