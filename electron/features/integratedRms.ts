import { realFft } from "../../native/realFft.ts";
import type { Hertz } from "../domain/units.ts";
import { mirrorFactor } from "./amplitudeSpectrum.ts";
import { periodicHann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

/** Standard gravity, m/s². */
export const gravity = 9.80665;

export interface IntegrationBand {
  /** "hann" (as if not given) for real signals; "rectangular" is exact for lines on bins. */
  readonly window?: "hann" | "rectangular";
  readonly low: Hertz;
  readonly high: Hertz;
}

/**
 * RMS of an acceleration in a band, and of its first and second integral, in the frequency domain: √ Σ over low ≤ f ≤ high of
 * P(f)/(2πf)^(2·times) for times = 0, 1, 2; P is the mean square of each bin of the windowed signal without its mean.
 * @param acceleration shape [N], N ≥ 2
 * @returns unit of the acceleration, the same times s, and times s²
 * @throws Fault BAD_SAMPLES when it is empty, too short or not finite; BAD_INPUT for a wrong rate
 */
export function integratedRms(
  acceleration: Float64Array,
  sampleRate: Hertz,
  { window = "hann", low, high }: IntegrationBand,
): readonly [number, number, number] {
  requireRate(sampleRate);
  requireSamples(acceleration, 2, "A vibration level");
  const size = acceleration.length;
  const weights = window === "hann" ? periodicHann(size) : null;
  const mean = acceleration.reduce((sum, x) => sum + x, 0) / size;
  const weighted = acceleration.map((x, n) => (x - mean) * (weights ? weights.values[n]! : 1));
  const plan = realFft(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(weighted, real, imaginary);
  const scale = size * (weights ? weights.sumOfSquares : size);
  let none = 0;
  let once = 0;
  let twice = 0;
  for (let k = 1; k < plan.bins; k++) {
    const frequency = (k * sampleRate) / size;
    if (frequency < low || frequency > high) continue;
    const power = (mirrorFactor(k, size) * (real[k]! ** 2 + imaginary[k]! ** 2)) / scale;
    const divisor = (2 * Math.PI * frequency) ** 2;
    none += power;
    once += power / divisor;
    twice += power / divisor ** 2;
  }
  return [Math.sqrt(none), Math.sqrt(once), Math.sqrt(twice)];
}
