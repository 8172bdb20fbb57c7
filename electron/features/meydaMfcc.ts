import { realFft } from "../../native/realFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { hann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

/** Meyda's triangular mel bank, kept sparse: row j covers the bins from `first[j]` on. */
export interface MeydaBank {
  /** Shape [bands + 2]: the bins at which the triangles begin, peak and end. */
  readonly edgeBins: readonly number[];
  readonly first: readonly number[];
  /** Shape [bands][width of the row]. */
  readonly weights: readonly Float64Array[];
}

/**
 * The mel bank by Meyda 5.6.3's definition: mel(f) = 1125·ln(1 + f/700), band edges rounded to float32 and floored to bins.
 * @throws Fault BAD_INPUT for a wrong rate, size or number of bands
 */
export function meydaBank(sampleRate: Hertz, size: number, bands: number): MeydaBank {
  requireRate(sampleRate);
  if (!Number.isInteger(size) || size < 4 || !Number.isInteger(bands) || bands < 1) {
    throw new Fault("BAD_INPUT", `A mel bank needs a frame of 4 samples or more and a band, not ${size} and ${bands}.`);
  }
  const top = 1125 * Math.log(1 + sampleRate / 2 / 700);
  const edgeBins = Array.from({ length: bands + 2 }, (_, i) => {
    const mel = Math.fround((i * top) / (bands + 1));
    const hertz = Math.fround(700 * (Math.exp(mel / 1125) - 1));
    return Math.floor(((size + 1) * hertz) / sampleRate);
  });
  const first: number[] = [];
  const weights = Array.from({ length: bands }, (_, j) => {
    const [low, middle, high] = [edgeBins[j]!, edgeBins[j + 1]!, edgeBins[j + 2]!];
    first.push(low);
    // the Nyquist bin is no part of Meyda's spectrum
    return Float64Array.from({ length: Math.min(high, size / 2) - low }, (_, n) => {
      const i = low + n;
      return i < middle ? (i - low) / (middle - low) : (high - i) / (high - middle);
    });
  });
  return { edgeBins, first, weights };
}

/** Mel cepstra of frames of one size and rate, by Meyda's definition. Holds its buffers: one caller at a time. */
export interface MeydaMfcc {
  /**
   * @param samples shape [any]
   * @param start where the frame begins; frame size samples from there on are read
   * @returns shape [coefficients]; overwritten by the next call
   */
  compute(samples: Float64Array, start: number): Float64Array;
  /** ln(1 + band power) of the frame last computed, shape [bands]. */
  readonly bandLogs: Float64Array;
  /** |FFT|² of the frame last computed, shape [size / 2 + 1], float64 and with the Nyquist bin, which Meyda drops. */
  readonly power: Float64Array;
}

/**
 * c[k] = 2·Σ l[m]·cos(π(m + ½)k/M), l = ln(1 + mel band power) of a frame under a symmetric Hann window, unscaled FFT.
 * Because of ln(1 + x) the values depend on the unit: feed milli-units, or quiet signals vanish.
 * The values between FFT and cosine transform are rounded to float32 where Meyda holds them in Float32Array.
 * @param size samples in a frame, even
 * @throws Fault BAD_INPUT when there are more coefficients than bands, or a wrong rate or size
 */
export function meydaMfcc(sampleRate: Hertz, size: number, bands = 40, coefficients = 13): MeydaMfcc {
  if (coefficients > bands || size % 2 !== 0) {
    throw new Fault(
      "BAD_INPUT",
      `${coefficients} coefficients of ${bands} mel bands and frames of ${size} are impossible.`,
    );
  }
  const bank = meydaBank(sampleRate, size, bands);
  const window = hann(size, "symmetric").map(Math.fround);
  const plan = realFft(size);
  const cosines = Array.from({ length: coefficients }, (_, k) =>
    Float64Array.from({ length: bands }, (_, m) => 2 * Math.cos((Math.PI * (m + 0.5) * k) / bands)),
  );
  const frame = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const power = new Float64Array(plan.bins);
  const rounded = new Float64Array(plan.bins);
  const bandLogs = new Float64Array(bands);
  const result = new Float64Array(coefficients);

  function compute(samples: Float64Array, start: number): Float64Array {
    if (start + size > samples.length) requireSamples(samples, start + size, "A mel cepstrum");
    for (let n = 0; n < size; n++) frame[n] = samples[start + n]! * window[n]!;
    plan.forward(frame, real, imaginary);
    for (let k = 0; k < plan.bins; k++) {
      power[k] = real[k]! ** 2 + imaginary[k]! ** 2;
      rounded[k] = Math.fround(Math.fround(Math.sqrt(power[k]!)) ** 2);
    }
    for (let m = 0; m < bands; m++) {
      const row = bank.weights[m]!;
      const first = bank.first[m]!;
      let sum = 0;
      for (let n = 0; n < row.length; n++) sum = Math.fround(sum + Math.fround(row[n]! * rounded[first + n]!));
      bandLogs[m] = Math.fround(Math.log(sum + 1));
    }
    for (let k = 0; k < coefficients; k++) {
      const row = cosines[k]!;
      let sum = 0;
      for (let m = 0; m < bands; m++) sum += bandLogs[m]! * row[m]!;
      result[k] = sum;
    }
    return result;
  }
  return { compute, bandLogs, power };
}

/** Mel cepstrum of one frame: `samples` is the frame. @throws Fault BAD_SAMPLES when it is empty, too short or not finite */
export function mfccOfFrame(frame: Float64Array, sampleRate: Hertz, bands = 40, coefficients = 13): Float64Array {
  requireSamples(frame, 4, "A mel cepstrum");
  return meydaMfcc(sampleRate, frame.length, bands, coefficients).compute(frame, 0).slice();
}
