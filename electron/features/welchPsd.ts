import { realFft } from "../../native/realFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { mirrorFactor } from "./amplitudeSpectrum.ts";
import { periodicHann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface PowerDensity {
  /** Shape [⌊L/2⌋ + 1], unit²/Hz, L = segment length. */
  readonly density: Float64Array<ArrayBuffer>;
  readonly binWidth: Hertz;
  readonly segments: number;
  /** Σ density · binWidth, unit². */
  readonly meanSquare: number;
}

/**
 * Power spectral density by Welch's method: complete segments of L = min(segmentLength, N) samples with half overlap, periodic
 * Hann, each minus its own mean when `detrend` is "constant". Equals `scipy.signal.welch(x, fs, 'hann', L, L//2)`.
 * @param samples shape [N], N ≥ 2
 * @throws Fault BAD_SAMPLES when there are fewer than 2 samples or any is not finite; BAD_INPUT for a wrong rate or segment length
 */
export function welchPsd(
  samples: Float64Array,
  sampleRate: Hertz,
  segmentLength: number,
  detrend: "constant" | "none" = "constant",
): PowerDensity {
  requireRate(sampleRate);
  requireSamples(samples, 2, "A power density");
  if (!Number.isInteger(segmentLength) || segmentLength < 2) {
    throw new Fault("BAD_INPUT", `A segment must hold a whole number of samples from 2 up, not ${segmentLength}.`);
  }
  const length = Math.min(segmentLength, samples.length);
  const step = length - Math.floor(length / 2);
  const window = periodicHann(length);
  const plan = realFft(length);
  const segment = new Float64Array(length);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const density = new Float64Array(plan.bins);
  let segments = 0;
  for (let start = 0; start + length <= samples.length; start += step) {
    const mean = detrend === "constant" ? meanOf(samples, start, length) : 0;
    for (let n = 0; n < length; n++) segment[n] = (samples[start + n]! - mean) * window.values[n]!;
    plan.forward(segment, real, imaginary);
    for (let k = 0; k < plan.bins; k++) density[k]! += real[k]! ** 2 + imaginary[k]! ** 2;
    segments++;
  }
  const binWidth = sampleRate / length;
  let meanSquare = 0;
  for (let k = 0; k < plan.bins; k++) {
    density[k] = (mirrorFactor(k, length) * density[k]!) / (segments * sampleRate * window.sumOfSquares);
    meanSquare += density[k]! * binWidth;
  }
  return { density, binWidth, segments, meanSquare };
}

function meanOf(samples: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let n = start; n < start + length; n++) sum += samples[n]!;
  return sum / length;
}
