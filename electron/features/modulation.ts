import { complexFft } from "../../native/complexFft.ts";
import { realFft } from "../../native/realFft.ts";
import type { Hertz } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";

/** How strongly the high-frequency part of a signal swells and fades, band by band of the swelling's own frequency. */
export interface Modulation {
  /** Shape [bands + 1]: limits of the bands in Hz, equally spaced in log frequency. */
  readonly edges: readonly Hertz[];
  /**
   * @param samples shape [N], N ≥ 64, without its mean
   * @param into shape [bands]: ln of the mean power of the envelope in each band relative to the envelope's mean square;
   *   all at the floor when there is nothing above an eighth of the sample rate
   */
  compute(samples: Float64Array, into: Float64Array): void;
}

/** ln of the smallest relative power that is told apart from nothing. */
export const modulationFloor = Math.log(1e-9);

/**
 * Envelope of everything above an eighth of the sample rate (there bearing and tooth impacts ring, and shaft harmonics do not reach):
 * analytic signal by a brick-wall filter, moved down to 0 Hz, so that half the sample rate holds it.
 * R. B. Randall and J. Antoni, "Rolling element bearing diagnostics: a tutorial", MSSP 25 (2011).
 */
export function modulation(sampleRate: Hertz, bands = 8): Modulation {
  const top = Math.min(1000, sampleRate / 8);
  const bottom = Math.max(3, top / 2 ** bands);
  const edges = Array.from({ length: bands + 1 }, (_, i) => bottom * (top / bottom) ** (i / bands));
  // averaging blocks thin the envelope to what its bands need
  const thinning = Math.max(1, Math.floor(sampleRate / 2 / (4 * top)));
  const envelopeRate = sampleRate / 2 / thinning;

  let demodulate: Demodulator | undefined;
  let spectrum: EnvelopePower | undefined;

  function compute(samples: Float64Array, into: Float64Array): void {
    // windows of a stream are all of one length: buffers and plans are made for the first
    if (demodulate?.length !== samples.length) demodulate = demodulator(samples.length, thinning);
    const envelope = demodulate.envelope(samples);
    if (spectrum?.length !== envelope.length) spectrum = envelopePower(envelope.length);
    const count = envelope.length;
    let mean = 0;
    let square = 0;
    for (let n = 0; n < count; n++) {
      mean += envelope[n]!;
      square += envelope[n]! ** 2;
    }
    mean /= count;
    square /= count;
    if (!(square > 0)) {
      into.fill(modulationFloor);
      return;
    }
    const power = spectrum.power(envelope, mean);
    const { size, sumOfSquares } = spectrum;
    for (let b = 0; b < bands; b++) {
      const first = Math.round((edges[b]! * size) / envelopeRate);
      const last = Math.max(first, Math.round((edges[b + 1]! * size) / envelopeRate) - 1);
      let sum = 0;
      for (let k = first; k <= last; k++) sum += power[k]!;
      const share = (2 * sum) / ((last - first + 1) * sumOfSquares * square);
      into[b] = Math.max(modulationFloor, Math.log(share));
    }
  }
  return { edges, compute };
}

interface Demodulator {
  readonly length: number;
  /** Overwritten by the next call. */
  envelope(samples: Float64Array): Float64Array;
}

function demodulator(length: number, thinning: number): Demodulator {
  const size = 2 ** Math.ceil(Math.log2(length));
  const half = size / 2;
  const lowest = size / 8;
  const plan = realFft(size);
  const inverse = complexFft(half);
  const padded = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const bandReal = new Float64Array(half);
  const bandImaginary = new Float64Array(half);
  const envelope = new Float64Array(Math.floor(length / 2 / thinning));

  return {
    length,
    envelope(samples) {
      padded.set(samples);
      plan.forward(padded, real, imaginary);
      bandReal.fill(0).set(real.subarray(lowest, half));
      bandImaginary.fill(0).set(imaginary.subarray(lowest, half));
      inverse.inverse(bandReal, bandImaginary);
      for (let n = 0, i = 0; n < envelope.length; n++) {
        let sum = 0;
        for (const end = i + thinning; i < end; i++) sum += Math.sqrt(bandReal[i]! ** 2 + bandImaginary[i]! ** 2);
        envelope[n] = sum / thinning;
      }
      return envelope;
    },
  };
}

interface EnvelopePower {
  readonly length: number;
  readonly size: number;
  readonly sumOfSquares: number;
  /** |FFT|² of the envelope minus its mean under a Hann window, padded to `size`; overwritten by the next call. */
  power(envelope: Float64Array, mean: number): Float64Array;
}

function envelopePower(length: number): EnvelopePower {
  const { values, sumOfSquares } = periodicHann(length);
  // padding puts several bins into the narrowest band
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  const plan = realFft(size);
  const padded = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);

  return {
    length,
    size,
    sumOfSquares,
    power(envelope, mean) {
      for (let n = 0; n < length; n++) padded[n] = (envelope[n]! - mean) * values[n]!;
      plan.forward(padded, real, imaginary);
      for (let k = 0; k < plan.bins; k++) real[k] = real[k]! ** 2 + imaginary[k]! ** 2;
      return real;
    },
  };
}
