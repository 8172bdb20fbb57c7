import { realFft } from "../../native/realFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";
import { bandPowers, type MelBankOptions, melBank } from "./melBank.ts";
import { requireSamples } from "./samples.ts";

export interface MfccOptions extends MelBankOptions {
  readonly size?: number;
  readonly hop?: number;
  readonly bands?: number;
  readonly coefficients?: number;
}

/** Band powers below it count as it: the logarithm of nothing is not a number. */
const powerFloor = 1e-10;

/**
 * Textbook mel cepstra, as librosa's with `center=False, htk=True`: frames from 0, hop, 2·hop … while complete, periodic Hann,
 * |FFT|² unscaled, HTK mel bank, ln(max(E, 1e-10)), orthonormal DCT-II. Only c0 depends on level, unlike Meyda's.
 * S. Davis and P. Mermelstein, IEEE Trans. ASSP-28 (1980).
 * @param samples shape [N], at least one frame
 * @returns shape [frames][coefficients]
 * @throws Fault BAD_SAMPLES when there is no complete frame or a sample is not finite; BAD_INPUT as `melBank`
 */
export function mfccLibrosa(
  samples: Float64Array,
  sampleRate: Hertz,
  options: MfccOptions = {},
): Float64Array<ArrayBuffer>[] {
  const { size = 2048, hop = size / 2, bands = 40, coefficients = 13 } = options;
  const bank = melBank(sampleRate, size, bands, options);
  if (
    !(Number.isInteger(hop) && hop >= 1 && Number.isInteger(coefficients) && coefficients >= 1 && coefficients <= bands)
  ) {
    throw new Fault("BAD_INPUT", `${coefficients} coefficients of ${bands} bands every ${hop} samples are impossible.`);
  }
  requireSamples(samples, size, "A mel cepstrum");
  const window = periodicHann(size).values;
  const plan = realFft(size);
  const frame = new Float64Array(size);
  const power = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const logs = new Float64Array(bands);
  const cosines = orthonormalCosines(bands, coefficients);
  const cepstra: Float64Array<ArrayBuffer>[] = [];
  for (let start = 0; start + size <= samples.length; start += hop) {
    for (let n = 0; n < size; n++) frame[n] = samples[start + n]! * window[n]!;
    plan.forward(frame, power, imaginary);
    for (let k = 0; k < plan.bins; k++) power[k] = power[k]! ** 2 + imaginary[k]! ** 2;
    bandPowers(power, bank, logs);
    for (let m = 0; m < bands; m++) logs[m] = Math.log(Math.max(logs[m]!, powerFloor));
    cepstra.push(Float64Array.from(cosines, (row) => row.reduce((sum, value, m) => sum + value * logs[m]!, 0)));
  }
  return cepstra;
}

/** Rows of the orthonormal DCT-II, shape [coefficients][bands]. */
function orthonormalCosines(bands: number, coefficients: number): Float64Array[] {
  return Array.from({ length: coefficients }, (_, k) =>
    Float64Array.from({ length: bands }, (_, m) => {
      return Math.sqrt((k === 0 ? 1 : 2) / bands) * Math.cos((Math.PI * k * (2 * m + 1)) / (2 * bands));
    }),
  );
}
