import type { MicrophoneCurve } from "../domain/microphoneCurve.ts";
import type { Hertz } from "../domain/units.ts";
import { responseFactors } from "./responseFactors.ts";
import { requireRate } from "./samples.ts";

/**
 * Takes the response of a microphone out of a spectrum.
 * @param spectrum one-sided, bin k at k·binWidth, shape [bins]; left alone
 * @param kind amplitudes (÷ 10^(dB/20)) or powers and power densities (÷ 10^(dB/10))
 * @returns shape [bins], same unit
 * @throws Fault BAD_INPUT for a bin width that is not a positive number
 */
export function correctSpectrum(
  spectrum: Float64Array,
  binWidth: Hertz,
  kind: "amplitude" | "power",
  curve: MicrophoneCurve,
): Float64Array<ArrayBuffer> {
  requireRate(binWidth);
  const factors = responseFactors(curve, spectrum.length, binWidth);
  const correct = (value: number, k: number) => value * (kind === "amplitude" ? factors[k]! : factors[k]! ** 2);
  return Float64Array.from(spectrum, correct);
}
