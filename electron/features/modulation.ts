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
   *   all at the floor when there is nothing above a eighth of the sample rate
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

  function compute(samples: Float64Array, into: Float64Array): void {
    const envelope = thinnedEnvelope(samples, thinning);
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
    const window = periodicHann(count);
    const size = 2 ** Math.ceil(Math.log2(2 * count));
    const plan = realFft(size);
    const padded = new Float64Array(size);
    for (let n = 0; n < count; n++) padded[n] = (envelope[n]! - mean) * window.values[n]!;
    const real = new Float64Array(plan.bins);
    const imaginary = new Float64Array(plan.bins);
    plan.forward(padded, real, imaginary);
    for (let b = 0; b < bands; b++) {
      const first = Math.round((edges[b]! * size) / envelopeRate);
      const last = Math.max(first, Math.round((edges[b + 1]! * size) / envelopeRate) - 1);
      let power = 0;
      for (let k = first; k <= last; k++) power += real[k]! ** 2 + imaginary[k]! ** 2;
      const share = (2 * power) / ((last - first + 1) * window.sumOfSquares * square);
      into[b] = Math.max(modulationFloor, Math.log(share));
    }
  }
  return { edges, compute };
}

function thinnedEnvelope(samples: Float64Array, thinning: number): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(samples.length));
  const plan = realFft(size);
  const padded = new Float64Array(size);
  padded.set(samples);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(padded, real, imaginary);
  const half = size / 2;
  const lowest = size / 8;
  const bandReal = new Float64Array(half);
  const bandImaginary = new Float64Array(half);
  bandReal.set(real.subarray(lowest, half));
  bandImaginary.set(imaginary.subarray(lowest, half));
  complexFft(half).inverse(bandReal, bandImaginary);
  const count = Math.floor(samples.length / 2 / thinning);
  const envelope = new Float64Array(count);
  for (let n = 0, i = 0; n < count; n++) {
    let sum = 0;
    for (const end = i + thinning; i < end; i++) sum += Math.sqrt(bandReal[i]! ** 2 + bandImaginary[i]! ** 2);
    envelope[n] = sum / thinning;
  }
  return envelope;
}
