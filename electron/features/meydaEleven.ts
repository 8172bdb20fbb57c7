import { kernel as kernelOfThread } from "../../native/kernel.ts";
import type { FramePlan, SignalKernel } from "../../native/signalKernel.ts";
import { twinKernel } from "../../native/twinKernel.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { hann } from "./hann.ts";
import { meydaBank } from "./meydaMfcc.ts";
import { requireSamples } from "./samples.ts";

/**
 * Eleven features of a frame by the definitions of Meyda 5.6.3, which depart from the textbook: everything is taken from the frame under
 * a symmetric Hann window, moments are weighted by amplitude and count in bins, and the bin at half the sample rate is left out.
 * null where Meyda gives NaN, as for silence.
 */
export interface MeydaEleven {
  /** See meydaMfcc; shape [coefficients]. */
  readonly mfcc: Float64Array;
  /** Of the windowed frame, unit of the samples: 0.612 of the true value for a sine. */
  readonly rms: number;
  /** A count, of the windowed frame. */
  readonly zcr: number;
  /** µ1, in bins. */
  readonly spectralCentroid: number | null;
  /** Geometric over arithmetic mean of the amplitudes; 0 when one of them is 0. */
  readonly spectralFlatness: number | null;
  /** Hz, counted from the top until 99 % of the amplitudes remain, with bins of sampleRate / (size − 2): may exceed half the sample rate. */
  readonly spectralRolloff: number | null;
  /** √(µ2 − µ1²), in bins. */
  readonly spectralSpread: number | null;
  readonly spectralSkewness: number | null;
  /** Without a square that the textbook has (6·µ1·µ2 instead of 6·µ1²·µ2): may be negative. */
  readonly spectralKurtosis: number | null;
  /** Largest amplitude over their root mean square. */
  readonly spectralCrest: number | null;
  /** |FFT|², unscaled, shape [size / 2]; overwritten by the next call, as is mfcc. */
  readonly powerSpectrum: Float32Array;
}

export interface MeydaElevenPlan {
  /**
   * @param samples the frame begins at `start`
   * @throws Fault BAD_SAMPLES when the frame is not complete or not finite
   */
  compute(samples: Float32Array, start?: number): MeydaEleven;
  /** The first of the eleven alone. @throws as compute */
  mfcc(samples: Float32Array, start?: number): Float64Array;
}

/**
 * Prepares frames of one size and rate. Holds its buffers: one caller at a time.
 * @throws Fault BAD_INPUT when there are more coefficients than bands, or a wrong rate or size
 */
export function meydaEleven(
  sampleRate: Hertz,
  size: number,
  { bands = 40, coefficients = 13, kernel = kernelOfThread }: MeydaElevenOptions = {},
): MeydaElevenPlan {
  if (coefficients > bands || size % 2 !== 0) {
    throw new Fault(
      "BAD_INPUT",
      `${coefficients} coefficients of ${bands} mel bands and frames of ${size} are impossible.`,
    );
  }
  const setup = { window: hann(size, "symmetric"), bank: meydaBank(sampleRate, size, bands), coefficients };
  const plan = kernel.frames(setup);
  const powerSpectrum = plan.power.subarray(0, size / 2);
  /** For levels whose squares float32 cannot hold. */
  let wide: FramePlan | undefined;

  function analyse(samples: Float32Array, start: number): FramePlan {
    if (start + size > samples.length) refuse(samples, start);
    plan.analyse(samples, start);
    // NaN and infinity reach every bin, and so the first coefficient
    if (Number.isFinite(plan.cepstrum[0])) return plan;
    refuse(samples, start);
    wide ??= twinKernel.frames(setup);
    wide.analyse(samples, start);
    return wide;
  }

  function refuse(samples: Float32Array, start: number): void {
    requireSamples(new Float64Array(samples.subarray(start, start + size)), size, "A frame");
  }

  function compute(samples: Float32Array, start = 0): MeydaEleven {
    const analysed = analyse(samples, start);
    analysed.describe();
    return elevenOf(analysed, analysed === plan ? powerSpectrum : analysed.power.subarray(0, size / 2), sampleRate);
  }

  return { compute, mfcc: (samples, start = 0) => analyse(samples, start).cepstrum };
}

export interface MeydaElevenOptions {
  readonly bands?: number;
  readonly coefficients?: number;
  readonly kernel?: SignalKernel;
}

function elevenOf({ sums, cepstrum }: FramePlan, powerSpectrum: Float32Array, sampleRate: Hertz): MeydaEleven {
  const bins = powerSpectrum.length;
  const total = sums[0]!;
  const first = sums[1]! / total;
  const second = sums[2]! / total;
  const third = sums[3]! / total;
  const fourth = sums[4]! / total;
  const spread = Math.sqrt(second - first ** 2);
  return {
    mfcc: cepstrum,
    rms: Math.sqrt(sums[9]! / (2 * bins)),
    zcr: sums[10]!,
    spectralCentroid: finite(first),
    spectralFlatness: finite((Math.exp(sums[5]! / bins) * bins) / total),
    spectralRolloff: total > 0 ? (sums[8]! * sampleRate) / (2 * (bins - 1)) : null,
    spectralSpread: finite(spread),
    spectralSkewness: finite((2 * first ** 3 - 3 * first * second + third) / spread ** 3),
    spectralKurtosis: finite((-3 * first ** 4 + 6 * first * second - 4 * first * third + fourth) / spread ** 4),
    spectralCrest: finite(sums[7]! / Math.sqrt(sums[6]! / bins)),
    powerSpectrum,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
