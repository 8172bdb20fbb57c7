/**
 * What is costly in signal processing, prepared once and then run without allocating. Two implementations: SIMD WebAssembly, and a
 * twin in TypeScript that is its oracle and stands in where WebAssembly, or a size, is not to be had (`kernel.ts` chooses).
 * Samples go in as float32 and are copied once; sums are kept in float64. Whoever computes with a plan is its only user, and what a
 * plan hands out is overwritten by its next call. NaN and infinity in samples come out as values that are not finite: the callers,
 * who know what to say, refuse them.
 */
export interface SignalKernel {
  readonly kind: "wasm" | "twin";
  frames(setup: FrameSetup): FramePlan;
  power(setup: PowerSetup): PowerPlan;
  envelope(setup: EnvelopeSetup): EnvelopePlan;
  /** @param length how many samples each call measures, ≥ 1 */
  statistics(length: number): StatisticsPlan;
}

/** Triangles over the bins of a spectrum, kept sparse: row j holds the weights of the bins from `first[j]` on. */
export interface SparseBank {
  readonly first: readonly number[];
  readonly weights: readonly Float64Array[];
}

export interface FrameSetup {
  /** Shape [size], size even. Rounded to float32. */
  readonly window: Float64Array;
  readonly bank: SparseBank;
  /** Of the cosine transform of the bands, ≤ bands. */
  readonly coefficients: number;
}

/** Frames of one size: spectrum, mel cepstrum, and the sums that descriptors are made of. */
export interface FramePlan {
  /** The frame begins at `start` and must lie within `samples`. Overwrites power, bandLogs and cepstrum. */
  analyse(samples: Float32Array, start: number): void;
  /** |FFT(x·window)|², unscaled, shape [size / 2 + 1]. */
  readonly power: Float32Array;
  /** ln(1 + Σ weights·power), shape [bands]. */
  readonly bandLogs: Float64Array;
  /** c[k] = 2·Σ bandLogs[m]·cos(π(m + ½)k / bands), shape [coefficients]. */
  readonly cepstrum: Float64Array;
  /** Adds the power of the frame last analysed to `powerSum`, which the caller clears. */
  accumulate(): void;
  /** Shape [size / 2 + 1]. */
  readonly powerSum: Float32Array;
  /** Overwrites amplitudes and sums with those of the frame last analysed. */
  describe(): void;
  /** √power without the last bin, shape [size / 2]. */
  readonly amplitudes: Float32Array;
  readonly sums: FrameSums;
}

/**
 * Over the amplitudes a[k], k = 0 … size/2 − 1, in this order: Σ a, Σ k·a, Σ k²·a, Σ k³·a, Σ k⁴·a, Σ ln a, Σ a², the largest a, and
 * how many bins are left when bins are taken away from the top until at most 99 % of Σ a remain;
 * then over the windowed samples: Σ x², and how often the sign changes (0 counts as positive).
 */
export type FrameSums = Float64Array;
export const frameSumCount = 11;

export interface PowerSetup {
  /** Shape [length]; length ≤ size. Rounded to float32. */
  readonly window: Float64Array;
  /** Of the transform; zeros follow the windowed samples. */
  readonly size: number;
}

export interface PowerPlan {
  readonly length: number;
  readonly size: number;
  /**
   * @param samples shape [length]; their mean is taken away
   * @returns |FFT((x − mean)·window)|², unscaled, shape [⌊size / 2⌋ + 1]
   */
  compute(samples: Float32Array): Float32Array;
}

export interface EnvelopeSetup {
  /** How many samples each call takes. */
  readonly length: number;
  /** Of the transform, a power of two ≥ length and ≥ 8; zeros follow the samples. */
  readonly size: number;
  /** Nothing below this bin belongs to the band whose envelope is wanted. */
  readonly lowest: number;
  /** How many neighbours of the envelope are averaged into one. */
  readonly thinning: number;
}

export interface EnvelopePlan {
  readonly length: number;
  /**
   * Half the magnitude of the analytic signal of the bins lowest … size/2 − 1, thinned. Moved down to 0 Hz, the band fits into half
   * the sample rate.
   * @param samples shape [length]
   * @returns shape [⌊length / 2 / thinning⌋]
   */
  compute(samples: Float32Array): Float32Array;
}

export interface StatisticsPlan {
  readonly length: number;
  /** @param samples shape [length] */
  compute(samples: Float32Array): WaveformSums;
  /** x − mean of the samples last computed, rounded to float32, shape [length]. */
  readonly centred: Float32Array;
  /** Of the samples last computed. */
  magnitudes(): { readonly magnitude: number; readonly root: number };
  /** How often x ≥ level changes between the samples last computed. */
  crossings(level: number): number;
}

/** Sums over a waveform, in its unit and the powers of it; `second` to `fourth` are Σ (x − mean)ʲ. */
export interface WaveformSums {
  readonly mean: number;
  readonly squares: number;
  readonly lowest: number;
  readonly highest: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}
