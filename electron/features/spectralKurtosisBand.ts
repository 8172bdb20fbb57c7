import { realFft } from "../../native/realFft.ts";
import type { Hertz } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface KurtosisBand {
  readonly windowLength: number;
  readonly bin: number;
  readonly centre: Hertz;
  readonly lower: Hertz;
  readonly upper: Hertz;
  readonly kurtosis: number;
  /** Standard deviations above what Gaussian noise gives. */
  readonly score: number;
}

export interface KurtosisOfLength {
  readonly windowLength: number;
  readonly frames: number;
  readonly bestBin: number;
  readonly kurtosis: number;
  readonly score: number;
}

export interface SpectralKurtosis {
  /** Largest kurtosis over all lengths; it favours long windows of few frames. null for silence. */
  readonly best: KurtosisBand | null;
  /** Largest score: the one to use, when it is at least `significantScore`. null for silence. */
  readonly bestBySignificance: KurtosisBand | null;
  readonly perWindow: readonly KurtosisOfLength[];
}

/** White noise reaches a score of about 2.7: below 4 nothing rings. */
export const significantScore = 4;

const windowLengths = [64, 128, 256, 512, 1024];
const fewestFrames = 8;

/**
 * Where a signal is impulsive: spectral kurtosis mean(U²)/mean(U)² − 2 with U = |FFT|² over frames of 64 … 1024 samples (hop a
 * quarter, at least 8, periodic Hann), bins 1 … L/2 − 1; score = kurtosis·√(N/L)/2, because that of Gaussian noise has the
 * variance 4/frames. J. Antoni, "The spectral kurtosis", MSSP 20 (2006).
 * @param samples shape [N], N ≥ 176 (8 frames of 64)
 * @throws Fault BAD_SAMPLES when it is too short or not finite; BAD_INPUT for a wrong rate
 */
export function spectralKurtosisBand(samples: Float64Array, sampleRate: Hertz): SpectralKurtosis {
  requireRate(sampleRate);
  requireSamples(samples, neededFor(windowLengths[0]!), "A search for the impulsive band");
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const centred = samples.map((x) => x - mean);
  const perWindow: KurtosisOfLength[] = [];
  for (const length of windowLengths) {
    if (samples.length < neededFor(length)) continue;
    const found = largestKurtosis(centred, length);
    if (found) perWindow.push({ ...found, score: (found.kurtosis * Math.sqrt(samples.length / length)) / 2 });
  }
  const largest = (key: "kurtosis" | "score") => {
    // the first of equals wins: the shorter window
    const entry = perWindow.reduce<KurtosisOfLength | null>(
      (top, next) => (top && top[key] >= next[key] ? top : next),
      null,
    );
    return entry && bandOf(entry, sampleRate);
  };
  return { best: largest("kurtosis"), bestBySignificance: largest("score"), perWindow };
}

function neededFor(length: number): number {
  return length + ((fewestFrames - 1) * length) / 4;
}

function largestKurtosis(samples: Float64Array, length: number) {
  const window = periodicHann(length).values;
  const plan = realFft(length);
  const frame = new Float64Array(length);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  const sums = new Float64Array(plan.bins);
  const squares = new Float64Array(plan.bins);
  let frames = 0;
  for (let start = 0; start + length <= samples.length; start += length / 4, frames++) {
    for (let n = 0; n < length; n++) frame[n] = samples[start + n]! * window[n]!;
    plan.forward(frame, real, imaginary);
    for (let k = 1; k < plan.bins - 1; k++) {
      const power = real[k]! ** 2 + imaginary[k]! ** 2;
      sums[k]! += power;
      squares[k]! += power ** 2;
    }
  }
  let bestBin = 0;
  let kurtosis = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < plan.bins - 1; k++) {
    if (!(sums[k]! > 0)) continue;
    const here = squares[k]! / frames / (sums[k]! / frames) ** 2 - 2;
    if (here > kurtosis) {
      bestBin = k;
      kurtosis = here;
    }
  }
  return bestBin === 0 ? null : { windowLength: length, frames, bestBin, kurtosis };
}

function bandOf({ windowLength, bestBin, kurtosis, score }: KurtosisOfLength, sampleRate: Hertz): KurtosisBand {
  const at = (bin: number) => (bin * sampleRate) / windowLength;
  return {
    windowLength,
    bin: bestBin,
    centre: at(bestBin),
    lower: at(bestBin - 1),
    upper: at(bestBin + 1),
    kurtosis,
    score,
  };
}
