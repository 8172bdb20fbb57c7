import type { Hertz } from "../domain/units.ts";
import { gravity, integratedRms } from "./integratedRms.ts";

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
  return 1000 * gravity * integratedRms(acceleration, sampleRate, { window, low, high })[1];
}
