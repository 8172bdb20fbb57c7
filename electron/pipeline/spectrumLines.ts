import type { LineSpectrum } from "../domain/alert.ts";
import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type { Hertz } from "../domain/units.ts";
import { amplitudeSpectrum } from "../features/amplitudeSpectrum.ts";
import { correctSpectrum } from "../features/correctSpectrum.ts";
import { displayFloor } from "../features/displaySpectrum.ts";
import { areFinite } from "../features/samples.ts";

/** More lines than this cost the link more than an eye can use. */
const longest = 16_384;
const shortest = 256;
/** Hundredths of a decibel: finer is noise, and makes the text on the link three times as long. */
const fineness = 100;

/** How many samples one line spectrum takes: the power of two within a second, as the healthy spectrum does, but bounded. */
export function lineSpectrumLength(sampleRate: Hertz): number {
  return Math.min(longest, Math.max(shortest, 2 ** Math.floor(Math.log2(sampleRate))));
}

/**
 * Every line of the spectrum of these samples, their mean removed (Hann window), for a cursor to read.
 * @param samples shape [N] in the unit of the point
 * @param response of the sensor, taken out
 * @returns N/2 + 1 levels in dB re 1 unit amplitude, never below −160 dB, rounded to 0.01 dB; undefined when a sample is not finite
 */
export function spectrumLines(
  samples: Float32Array,
  sampleRate: Hertz,
  response?: MicrophoneCurve,
): LineSpectrum | undefined {
  const centred = new Float64Array(samples);
  if (centred.length === 0 || !areFinite(centred)) return undefined;
  let sum = 0;
  for (const sample of centred) sum += sample;
  const mean = sum / centred.length;
  for (let n = 0; n < centred.length; n++) centred[n]! -= mean;
  const step = sampleRate / centred.length;
  const heard = amplitudeSpectrum(centred);
  const levels = Array.from(
    response === undefined ? heard : correctSpectrum(heard, step, "amplitude", response),
    (amplitude) => Math.round(Math.max(displayFloor, 20 * Math.log10(amplitude)) * fineness) / fineness,
  );
  return { step, levels };
}
