import { type MicrophoneCurve, responseAt } from "../domain/microphoneCurve.ts";
import type { Hertz } from "../domain/units.ts";

/** Live pictures, their lines, and windows: three lengths a point, and one more while a rate changes. */
const mostLengths = 4;
const kept = new WeakMap<MicrophoneCurve, Map<string, Float64Array>>();

/**
 * What amplitudes are to be multiplied by so that the response of a sensor is out of them; powers take it twice. Computed once
 * for a curve and a length: a window then costs one multiplication a bin.
 * @returns shape [bins], bin k at k·binWidth; not to be written to
 */
export function responseFactors(curve: MicrophoneCurve, bins: number, binWidth: Hertz): Float64Array {
  const ofCurve = kept.get(curve) ?? new Map<string, Float64Array>();
  kept.set(curve, ofCurve);
  const key = `${bins} ${binWidth}`;
  const known = ofCurve.get(key);
  if (known !== undefined) return known;
  const factors = Float64Array.from({ length: bins }, (_, k) => 10 ** (-responseAt(curve, k * binWidth) / 20));
  if (ofCurve.size >= mostLengths) ofCurve.delete(ofCurve.keys().next().value!);
  ofCurve.set(key, factors);
  return factors;
}
