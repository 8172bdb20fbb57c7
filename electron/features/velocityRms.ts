import { realFft } from "../../native/realFft.ts";
import type { Hertz } from "../domain/units.ts";
import { mirrorFactor } from "./amplitudeSpectrum.ts";
import { periodicHann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

/** Standard gravity, m/s². */
const gravity = 9.80665;

/**
 * Vibration velocity by integration in the frequency domain: √ Σ over low ≤ f ≤ high of P(f)·(1000·9.80665 / 2πf)².
 * The band 10–1000 Hz is that of ISO 20816-3.
 * @param acceleration in g, shape [N], N ≥ 2
 * @param window "hann" for real signals; "rectangular" is exact for lines on bins
 * @returns mm/s
 * @throws Fault BAD_SAMPLES when it is empty, too short or not finite; BAD_INPUT for a wrong rate
 */
export function velocityRms(
  acceleration: Float64Array,
  sampleRate: Hertz,
  window: "hann" | "rectangular" = "hann",
  low: Hertz = 10,
  high: Hertz = 1000,
): number {
  requireRate(sampleRate);
  requireSamples(acceleration, 2, "A vibration velocity");
  const size = acceleration.length;
  const weights = window === "hann" ? periodicHann(size) : null;
  const mean = acceleration.reduce((sum, x) => sum + x, 0) / size;
  const weighted = acceleration.map((x, n) => (x - mean) * (weights ? weights.values[n]! : 1));
  const plan = realFft(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(weighted, real, imaginary);
  const scale = size * (weights ? weights.sumOfSquares : size);
  let sum = 0;
  for (let k = 1; k < plan.bins; k++) {
    const frequency = (k * sampleRate) / size;
    if (frequency < low || frequency > high) continue;
    const power = (mirrorFactor(k, size) * (real[k]! ** 2 + imaginary[k]! ** 2)) / scale;
    sum += power * ((1000 * gravity) / (2 * Math.PI * frequency)) ** 2;
  }
  return Math.sqrt(sum);
}
