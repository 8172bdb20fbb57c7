import { complexFft } from "./complexFft.ts";
import { realFft } from "./realFft.ts";
import type {
  EnvelopePlan,
  EnvelopeSetup,
  FramePlan,
  FrameSetup,
  PowerPlan,
  PowerSetup,
  SignalKernel,
} from "./signalKernel.ts";
import { frameSumCount } from "./signalKernel.ts";
import { twinStatistics } from "./twinStatistics.ts";

/** The kernel in TypeScript: float64 within, any size. */
export const twinKernel: SignalKernel = { kind: "twin", frames, power, envelope, statistics: twinStatistics };

function frames({ window, bank, coefficients }: FrameSetup): FramePlan {
  const size = window.length;
  const bands = bank.weights.length;
  const plan = realFft(size);
  const weights = window.map(Math.fround);
  const cosines = Array.from({ length: coefficients }, (_, k) =>
    Float64Array.from({ length: bands }, (_, m) => 2 * Math.cos((Math.PI * (m + 0.5) * k) / bands)),
  );
  const frame = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const precise = new Float64Array(plan.bins);
  const power = new Float32Array(plan.bins);
  const powerSum = new Float32Array(plan.bins);
  const amplitudes = new Float32Array(size / 2);
  const bandLogs = new Float64Array(bands);
  const cepstrum = new Float64Array(coefficients);
  const sums = new Float64Array(frameSumCount);

  function analyse(samples: Float32Array, start: number): void {
    for (let n = 0; n < size; n++) frame[n] = samples[start + n]! * weights[n]!;
    plan.forward(frame, real, imaginary);
    for (let k = 0; k < plan.bins; k++) {
      precise[k] = real[k]! ** 2 + imaginary[k]! ** 2;
      power[k] = precise[k]!;
    }
    for (let m = 0; m < bands; m++) {
      const row = bank.weights[m]!;
      const first = bank.first[m]!;
      let sum = 0;
      for (let n = 0; n < row.length; n++) sum += row[n]! * precise[first + n]!;
      bandLogs[m] = Math.log(1 + sum);
    }
    for (let k = 0; k < coefficients; k++) {
      const row = cosines[k]!;
      let sum = 0;
      for (let m = 0; m < bands; m++) sum += bandLogs[m]! * row[m]!;
      cepstrum[k] = sum;
    }
  }

  function accumulate(): void {
    for (let k = 0; k < plan.bins; k++) powerSum[k]! += precise[k]!;
  }

  function describe(): void {
    sums.fill(0);
    for (let k = 0; k < amplitudes.length; k++) {
      const a = Math.sqrt(precise[k]!);
      amplitudes[k] = a;
      sums[0]! += a;
      sums[1]! += k * a;
      sums[2]! += k * k * a;
      sums[3]! += k * k * k * a;
      sums[4]! += k * k * k * k * a;
      sums[5]! += Math.log(a);
      sums[6]! += precise[k]!;
      if (a > sums[7]!) sums[7] = a;
    }
    let left = sums[0]!;
    let bins = amplitudes.length;
    const threshold = 0.99 * left;
    while (left > threshold && bins > 0) left -= Math.sqrt(precise[--bins]!);
    sums[8] = bins;
    for (let n = 0; n < size; n++) {
      sums[9]! += frame[n]! * frame[n]!;
      if (n > 0 && frame[n - 1]! >= 0 !== frame[n]! >= 0) sums[10]!++;
    }
  }
  return { analyse, power, bandLogs, cepstrum, accumulate, powerSum, describe, amplitudes, sums };
}

function power({ window, size }: PowerSetup): PowerPlan {
  const length = window.length;
  const plan = realFft(size);
  const padded = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const result = new Float32Array(plan.bins);

  function compute(samples: Float32Array): Float32Array {
    let sum = 0;
    for (let n = 0; n < length; n++) sum += samples[n]!;
    const mean = sum / length;
    for (let n = 0; n < length; n++) padded[n] = (samples[n]! - mean) * window[n]!;
    plan.forward(padded, real, imaginary);
    for (let k = 0; k < plan.bins; k++) result[k] = real[k]! ** 2 + imaginary[k]! ** 2;
    return result;
  }
  return { length, size, compute };
}

function envelope({ length, size, lowest, thinning }: EnvelopeSetup): EnvelopePlan {
  const half = size / 2;
  const plan = realFft(size);
  const back = complexFft(half);
  const padded = new Float64Array(size);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const bandReal = new Float64Array(half);
  const bandImaginary = new Float64Array(half);
  const result = new Float32Array(Math.floor(length / 2 / thinning));

  function compute(samples: Float32Array): Float32Array {
    padded.set(samples);
    plan.forward(padded, real, imaginary);
    bandReal.fill(0).set(real.subarray(lowest, half));
    bandImaginary.fill(0).set(imaginary.subarray(lowest, half));
    back.inverse(bandReal, bandImaginary);
    for (let n = 0, i = 0; n < result.length; n++) {
      let sum = 0;
      for (const end = i + thinning; i < end; i++) sum += Math.sqrt(bandReal[i]! ** 2 + bandImaginary[i]! ** 2);
      result[n] = sum / thinning;
    }
    return result;
  }
  return { length, compute };
}
