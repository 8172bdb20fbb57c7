import type { Hertz } from "../domain/units.ts";
import { gravity, integratedRms } from "./integratedRms.ts";

/**
 * Vibration displacement by double integration in the frequency domain: √ Σ over low ≤ f ≤ high of P(f)·(10⁶·9.80665 / (2πf)²)².
 * Low frequencies weigh with 1/f⁴: a sensor's noise below `low` would drown everything else.
 * @param acceleration in g, shape [N], N ≥ 2
 * @returns µm RMS; a sine reads peak-to-peak / 2√2
 * @throws Fault BAD_SAMPLES when it is empty, too short or not finite; BAD_INPUT for a wrong rate
 */
export function displacementRms(
  acceleration: Float64Array,
  sampleRate: Hertz,
  window: "hann" | "rectangular" = "hann",
  low: Hertz = 10,
  high: Hertz = 1000,
): number {
  return 1e6 * gravity * integratedRms(acceleration, sampleRate, { window, low, high })[2];
}
