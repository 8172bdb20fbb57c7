import type { DisplaySpectrum } from "../domain/alert.ts";
import type { Hertz } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { areFinite } from "./samples.ts";

/** Nothing quieter is shown: it is far below what any sensor resolves, and silence has no logarithm. */
export const displayFloor = -160;

/**
 * A spectrum for the eye: the strongest line in each of equal bands from 0 to half the sample rate, in dB re 1 unit (amplitude),
 * of the newest power-of-two samples of the window, its mean removed. A sine of amplitude 1 reads 0 dB.
 * @param window samples in the unit of the point
 * @returns `levels` of shape [bands]; all at −160 dB for an empty window or one with NaN
 */
export function displaySpectrum(window: Float32Array, sampleRate: Hertz, bands = 256): DisplaySpectrum {
  const size = 2 ** Math.floor(Math.log2(window.length));
  const samples = new Float64Array(window.subarray(window.length - size));
  const levels = new Array<number>(bands).fill(displayFloor);
  if (!areFinite(samples)) return { top: sampleRate / 2, levels };
  let sum = 0;
  for (let n = 0; n < size; n++) sum += samples[n]!;
  for (let n = 0; n < size; n++) samples[n]! -= sum / size;
  const amplitudes = amplitudeSpectrum(samples);
  for (let band = 0; band < bands; band++) {
    // a band narrower than a bin shows the bin it lies in
    const first = Math.floor((band * amplitudes.length) / bands);
    const end = Math.max(first + 1, Math.floor(((band + 1) * amplitudes.length) / bands));
    let strongest = 0;
    for (let k = first; k < end; k++) if (amplitudes[k]! > strongest) strongest = amplitudes[k]!;
    levels[band] = Math.max(displayFloor, 20 * Math.log10(strongest));
  }
  return { top: sampleRate / 2, levels };
}
