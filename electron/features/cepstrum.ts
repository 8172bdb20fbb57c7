import { complexFft } from "../../native/complexFft.ts";
import { realFft } from "../../native/realFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz, Seconds } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface Cepstrum {
  /** Real cepstrum, shape [N]; value n lies at the quefrency n / sampleRate. All 0 for silence. */
  readonly values: Float64Array<ArrayBuffer>;
  /** The largest value in the range; null for silence. */
  readonly peak: { readonly index: number; readonly quefrency: Seconds; readonly value: number } | null;
}

/** Lines weaker than this share of the strongest one count as it. */
const floorOfMax = 1e-12;

/**
 * Real cepstrum: inverse transform of ln |FFT| of the input minus its mean under a periodic Hann window. A family of sidebands
 * or harmonics f apart becomes one peak at 1/f. R. B. Randall, "A history of cepstrum analysis", MSSP 97 (2017).
 * @param samples shape [N], N ≥ 4
 * @param range of quefrencies searched for the peak
 * @throws Fault BAD_SAMPLES when it is too short or not finite; BAD_INPUT for a wrong rate or a range outside 0 … N / 2
 */
export function cepstrum(samples: Float64Array, sampleRate: Hertz, range: readonly [Seconds, Seconds]): Cepstrum {
  requireRate(sampleRate);
  requireSamples(samples, 4, "A cepstrum");
  const size = samples.length;
  const first = Math.ceil(range[0] * sampleRate);
  const last = Math.floor(range[1] * sampleRate);
  if (!(first >= 0 && first <= last && last <= size / 2)) {
    throw new Fault(
      "BAD_INPUT",
      `Quefrencies from ${range[0]} to ${range[1]} s do not lie within half of a recording of ${size / sampleRate} s.`,
    );
  }
  const logs = logarithmicSpectrum(samples);
  if (logs === null) return { values: new Float64Array(size), peak: null };
  complexFft(size).inverse(logs, new Float64Array(size));
  let index = first;
  for (let n = first + 1; n <= last; n++) if (logs[n]! > logs[index]!) index = n;
  return { values: logs, peak: { index, quefrency: index / sampleRate, value: logs[index]! } };
}

/** ln of the magnitudes at all N bins, or null for silence. */
function logarithmicSpectrum(samples: Float64Array): Float64Array<ArrayBuffer> | null {
  const size = samples.length;
  const window = periodicHann(size).values;
  const mean = samples.reduce((sum, x) => sum + x, 0) / size;
  const plan = realFft(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(
    samples.map((x, n) => (x - mean) * window[n]!),
    real,
    imaginary,
  );
  let largest = 0;
  for (let k = 0; k < plan.bins; k++) {
    real[k] = Math.sqrt(real[k]! ** 2 + imaginary[k]! ** 2);
    largest = Math.max(largest, real[k]!);
  }
  if (!(largest > 0)) return null;
  for (let k = 0; k < plan.bins; k++) real[k] = Math.log(Math.max(real[k]!, floorOfMax * largest));
  for (let k = plan.bins; k < size; k++) real[k] = real[size - k]!;
  return real;
}
