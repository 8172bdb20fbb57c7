import { keepPlans } from "../../native/keepPlans.ts";
import { kernel } from "../../native/kernel.ts";
import type { PowerPlan } from "../../native/signalKernel.ts";
import type { DisplaySpectrum } from "../domain/alert.ts";
import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type { Hertz } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";
import { responseFactors } from "./responseFactors.ts";

/** Nothing quieter is shown: it is far below what any sensor resolves, and silence has no logarithm. */
export const displayFloor = -160;

/** One per length that live pictures and windows of a station have. */
const planOf = keepPlans<PowerPlan, number>(16);

/**
 * A spectrum for the eye: the strongest line in each of equal bands from 0 to half the sample rate, in dB re 1 unit (amplitude),
 * of the newest power-of-two samples of the window, its mean removed. A sine of amplitude 1 reads 0 dB.
 * @param window samples in the unit of the point
 * @param response of the sensor, taken out line by line before the strongest is looked for
 * @returns `levels` of shape [bands]; all at −160 dB for an empty window, one with NaN, or levels beyond float32
 */
export function displaySpectrum(
  window: Float32Array,
  sampleRate: Hertz,
  response?: MicrophoneCurve,
  bands = 256,
): DisplaySpectrum {
  const levels = new Array<number>(bands).fill(displayFloor);
  const top = sampleRate / 2;
  if (window.length === 0) return { top, levels };
  const size = 2 ** Math.floor(Math.log2(window.length));
  const hann = periodicHann(size);
  const plan = planOf(size, () => kernel.power({ window: hann.values, size }));
  const power = plan.compute(window.subarray(window.length - size));
  // NaN and infinity reach every bin
  if (!Number.isFinite(power[0])) return { top, levels };
  // the two bins without a mirror image count once
  power[0]! /= 4;
  if (size > 1) power[power.length - 1]! /= 4;
  if (response !== undefined) {
    const factors = responseFactors(response, power.length, sampleRate / size);
    for (let k = 0; k < power.length; k++) power[k]! *= factors[k]! ** 2;
  }
  for (let band = 0; band < bands; band++) {
    // a band narrower than a bin shows the bin it lies in
    const first = Math.floor((band * power.length) / bands);
    const end = Math.max(first + 1, Math.floor(((band + 1) * power.length) / bands));
    let strongest = 0;
    for (let k = first; k < end; k++) if (power[k]! > strongest) strongest = power[k]!;
    levels[band] = Math.max(displayFloor, 10 * Math.log10((4 * strongest) / hann.sum ** 2));
  }
  return { top, levels };
}
