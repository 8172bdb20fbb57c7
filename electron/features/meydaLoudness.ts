import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { requireRate } from "./samples.ts";

/** Meyda's loudness and what it makes of it. null where Meyda gives NaN. */
export interface MeydaLoudness {
  /** Σ of the specific loudness, (unit of the amplitudes)^0.23. Not sone: nothing is calibrated in it. */
  readonly meydaLoudness: number;
  /** ((total − largest) / total)²; free of level. */
  readonly meydaPerceptualSpread: number | null;
  /**
   * 0.11·Σ (i + 1)·specific[i + 1] / total over the first 15 bands, while the bands above add a constant instead of their loudness:
   * it depends on level, unlike Zwicker's.
   */
  readonly meydaPerceptualSharpness: number | null;
  /** (K·Σfa − Σf·Σa) / (Σa·(Σf² − (Σf)²)), 1/Hz: the textbook has K·Σf² instead of Σf², so that the slope is far too small. */
  readonly meydaSpectralSlope: number | null;
}

const bands = 24;

/**
 * Prepares the last four features of Meyda 5.6.3's set for one rate and frame size: Bark scale 13·atan(f/1315.8) +
 * 3.5·atan((f/7518)²) in float32, 24 equal bands up to that of the last bin, each (Σ amplitudes)^0.23. The scale belongs to the plan:
 * Meyda's own singleton keeps that of the size and rate it met first.
 * @param size samples in a frame, even
 * @returns takes |FFT|² without the bin at half the rate, shape [size / 2], of the frame under a symmetric Hann window
 * @throws Fault BAD_INPUT for a wrong rate or size
 */
export function meydaLoudness(sampleRate: Hertz, size: number): (power: Float32Array) => MeydaLoudness {
  requireRate(sampleRate);
  if (!(Number.isInteger(size) && size >= 64 && size % 2 === 0)) {
    throw new Fault("BAD_INPUT", `Loudness needs frames of an even number of samples from 64 up, not ${size}.`);
  }
  const count = size / 2;
  const limits = barkLimits(sampleRate, size);
  const amplitudes = new Float64Array(count);
  const specific = new Float64Array(bands);
  const frequencies = Float64Array.from({ length: count }, (_, k) => (k * sampleRate) / size);
  const frequencySum = frequencies.reduce((sum, f) => sum + f, 0);
  const slopeDivisor = frequencies.reduce((sum, f) => sum + f * f, 0) - frequencySum ** 2;

  return (power) => {
    let amplitudeSum = 0;
    let product = 0;
    for (let k = 0; k < count; k++) {
      const amplitude = Math.fround(Math.sqrt(power[k]!));
      amplitudes[k] = amplitude;
      amplitudeSum += amplitude;
      product += frequencies[k]! * amplitude;
    }
    let total = 0;
    let largest = 0;
    let sharpness = 0;
    for (let b = 0; b < bands; b++) {
      let sum = 0;
      for (let k = limits[b]!; k < limits[b + 1]!; k++) sum += amplitudes[k]!;
      specific[b] = Math.fround(sum ** 0.23);
      total += specific[b]!;
      if (specific[b]! > largest) largest = specific[b]!;
    }
    for (let b = 0; b < bands; b++) {
      sharpness += b < 15 ? (b + 1) * specific[b + 1]! : 0.066 * Math.exp(0.171 * (b + 1));
    }
    const silent = !(total > 0);
    return {
      meydaLoudness: total,
      meydaPerceptualSpread: silent ? null : ((total - largest) / total) ** 2,
      meydaPerceptualSharpness: silent ? null : sharpness * (0.11 / total),
      meydaSpectralSlope: silent
        ? null
        : (count * product - frequencySum * amplitudeSum) / (amplitudeSum * slopeDivisor),
    };
  };
}

/** The bins at which the bands begin, and where the last one ends: Meyda leaves the last bin out. */
function barkLimits(sampleRate: Hertz, size: number): Int32Array {
  const count = size / 2;
  const bark = Float32Array.from({ length: count }, (_, k) => {
    const frequency = Math.fround((k * sampleRate) / size);
    return 13 * Math.atan(frequency / 1315.8) + 3.5 * Math.atan((frequency / 7518) ** 2);
  });
  const top = bark[count - 1]!;
  const limits = new Int32Array(bands + 1);
  let band = 1;
  let end = top / bands;
  for (let k = 0; k < count; k++) {
    while (bark[k]! > end && band <= bands) {
      limits[band++] = k;
      end = (band * top) / bands;
    }
  }
  limits[bands] = count - 1;
  return limits;
}
