import { realFft } from "../../native/realFft.ts";
import { periodicHann } from "./hann.ts";
import { requireSamples } from "./samples.ts";

/**
 * One-sided amplitude spectrum: A[k] = c_k·|FFT(x·w)[k]| / Σw with a periodic Hann window over the whole input, the mean kept.
 * c_k counts the mirrored bin: 1 at 0 and at half the sample rate, otherwise 2. A sine of amplitude A on a bin reads A.
 * @param samples shape [N], N ≥ 1
 * @returns shape [⌊N/2⌋ + 1], unit of the samples; bin k lies at k·sampleRate/N
 * @throws Fault BAD_SAMPLES when the input is empty or holds NaN or infinity
 */
export function amplitudeSpectrum(samples: Float64Array): Float64Array<ArrayBuffer> {
  requireSamples(samples, 1, "A spectrum");
  const size = samples.length;
  const window = periodicHann(size);
  const plan = realFft(size);
  const windowed = new Float64Array(size);
  for (let n = 0; n < size; n++) windowed[n] = samples[n]! * window.values[n]!;
  const amplitudes = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(windowed, amplitudes, imaginary);
  for (let k = 0; k < plan.bins; k++) {
    const magnitude = Math.sqrt(amplitudes[k]! ** 2 + imaginary[k]! ** 2);
    amplitudes[k] = (mirrorFactor(k, size) * magnitude) / window.sum;
  }
  return amplitudes;
}

/** 1 for the bins that have no mirror image (0 and half the sample rate), otherwise 2. */
export function mirrorFactor(bin: number, size: number): 1 | 2 {
  return bin === 0 || 2 * bin === size ? 1 : 2;
}
