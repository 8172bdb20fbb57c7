import type { Hertz } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { bandEnvelope } from "./envelopeSpectrum.ts";

export interface EnvelopeDepth {
  readonly band: readonly [Hertz, Hertz];
  /**
   * Amplitude spectrum of envelope / mean − 1, shape [bins]: how deeply each frequency modulates what rings in the band,
   * 1 = by its whole mean. Free of level. All 0 for silence. It reaches to four times `top` or half the sample rate.
   */
  readonly depth: Float64Array<ArrayBuffer>;
  readonly binWidth: Hertz;
}

/**
 * Envelope spectrum of a band as modulation depth. Depth tells a struck defect from the weak lines that every healthy bearing has,
 * which stand just as high above their noise.
 * @param samples shape [N], N ≥ 2
 * @param top highest frequency of modulation that is wanted; it reads at most 3 % too low, because the envelope is averaged over
 *   blocks of an eighth of its period to spare the transform
 * @throws Fault BAD_SAMPLES, BAD_INPUT as `envelopeSpectrum`
 */
export function envelopeDepth(
  samples: Float64Array,
  sampleRate: Hertz,
  band: readonly [Hertz, Hertz],
  top: Hertz,
): EnvelopeDepth {
  const block = Math.max(1, Math.floor(sampleRate / (8 * top)));
  const envelope = blockMeans(bandEnvelope(padded(samples), sampleRate, band).subarray(0, samples.length), block);
  const mean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  const depth = amplitudeSpectrum(mean > 0 ? envelope.map((value) => value / mean - 1) : envelope.fill(0));
  return { band, depth, binWidth: sampleRate / block / envelope.length };
}

/** The samples without their mean, and zeros up to a power of two: four times as fast, and the ends of a recording ring anyway. */
function padded(samples: Float64Array): Float64Array<ArrayBuffer> {
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const result = new Float64Array(2 ** Math.ceil(Math.log2(Math.max(2, samples.length))));
  for (let n = 0; n < samples.length; n++) result[n] = samples[n]! - mean;
  return result;
}

/** Means of consecutive blocks; samples that fill no block are left out. */
function blockMeans(values: Float64Array<ArrayBuffer>, block: number): Float64Array<ArrayBuffer> {
  if (block === 1) return values;
  const means = new Float64Array(Math.floor(values.length / block));
  for (let i = 0, n = 0; i < means.length; i++) {
    let sum = 0;
    for (const end = n + block; n < end; n++) sum += values[n]!;
    means[i] = sum / block;
  }
  return means;
}
