import { complexFft } from "../../native/complexFft.ts";
import { realFft } from "../../native/realFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface EnvelopeSpectrum {
  /** |analytic signal| of the band, shape [N], unit of the samples. */
  readonly envelope: Float64Array<ArrayBuffer>;
  readonly envelopeMean: number;
  readonly envelopeMax: number;
  /** Amplitude spectrum of the envelope minus its mean, shape [⌊N/2⌋ + 1]. */
  readonly spectrum: Float64Array<ArrayBuffer>;
  readonly binWidth: Hertz;
  /** The ten largest local maxima, largest first; none when nothing is above 1e-12. */
  readonly peaks: readonly { readonly bin: number; readonly frequency: Hertz; readonly amplitude: number }[];
}

/**
 * Spectrum of the envelope of one frequency band: what rings in the band, and how often it is struck.
 * Analytic signal by a brick-wall filter with both edges inside, over the whole input, no padding and no window.
 * @param samples shape [N], N ≥ 2
 * @throws Fault BAD_SAMPLES when it is empty, too short or not finite; BAD_INPUT for a band outside 0 … half the rate
 */
export function envelopeSpectrum(
  samples: Float64Array,
  sampleRate: Hertz,
  [low, high]: readonly [Hertz, Hertz],
): EnvelopeSpectrum {
  const envelope = bandEnvelope(samples, sampleRate, [low, high]);
  const envelopeMean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  const spectrum = amplitudeSpectrum(envelope.map((value) => value - envelopeMean));
  const binWidth = sampleRate / samples.length;
  return {
    envelope,
    envelopeMean,
    envelopeMax: envelope.reduce((largest, value) => Math.max(largest, value), 0),
    spectrum,
    binWidth,
    peaks: localMaxima(spectrum)
      .slice(0, 10)
      .map((bin) => ({ bin, frequency: bin * binWidth, amplitude: spectrum[bin]! })),
  };
}

/**
 * |analytic signal| of one band, by a brick-wall filter with both edges inside, over the whole input.
 * @param samples shape [N], N ≥ 2
 * @returns shape [N], unit of the samples
 * @throws Fault as `envelopeSpectrum`
 */
export function bandEnvelope(
  samples: Float64Array,
  sampleRate: Hertz,
  [low, high]: readonly [Hertz, Hertz],
): Float64Array<ArrayBuffer> {
  requireRate(sampleRate);
  requireSamples(samples, 2, "An envelope spectrum");
  if (!(low >= 0 && low < high && high <= sampleRate / 2)) {
    throw new Fault(
      "BAD_INPUT",
      `An envelope band from ${low} to ${high} Hz does not fit into 0 to ${sampleRate / 2} Hz.`,
    );
  }
  const size = samples.length;
  const plan = realFft(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  plan.forward(samples, real, imaginary);
  for (let k = 0; k < plan.bins; k++) {
    const frequency = (k * sampleRate) / size;
    const inside = frequency >= low && frequency <= high;
    const factor = !inside ? 0 : k === 0 || 2 * k === size ? 1 : 2;
    real[k]! *= factor;
    imaginary[k]! *= factor;
  }
  complexFft(size).inverse(real, imaginary);
  return real.map((value, n) => Math.sqrt(value ** 2 + imaginary[n]! ** 2));
}

/** Bins that stand above both neighbours (a plateau counts once), largest first; none when nothing is above 1e-12. */
export function localMaxima(spectrum: Float64Array): number[] {
  const largest = spectrum.reduce((most, value) => Math.max(most, value), 0);
  if (largest <= 1e-12) return [];
  const bins: number[] = [];
  for (let k = 1; k < spectrum.length - 1; k++) {
    if (spectrum[k]! > spectrum[k - 1]! && spectrum[k]! >= spectrum[k + 1]!) bins.push(k);
  }
  return bins.sort((one, other) => spectrum[other]! - spectrum[one]!);
}
