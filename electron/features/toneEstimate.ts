import { realFft } from "../../native/realFft.ts";
import type { Hertz } from "../domain/units.ts";
import { blackmanHarris } from "./blackmanHarris.ts";

/** A sine within other things. */
export interface Tone {
  readonly frequency: Hertz;
  /** RMS, unit of the samples. */
  readonly level: number;
  /** Of its cosine at the first sample, rad. */
  readonly phase: number;
}

/** Half the main lobe of the window, in bins. */
const lobe = 4;
/** What a tone is compared with: the bins around it, this many at least, or this share of its frequency. */
const [fewestNeighbours, neighbourShare] = [20, 0.1];
/** A peak of noise reaches some 12 dB above the median of its neighbours; a tone has to reach this much, as a ratio of powers. */
const standsOutBy = 100;
/** Below, everything drifts and hums; above, the converter's filter begins. */
const [lowest, highestShare] = [10, 0.45];
const thirdOctave = 2 ** (1 / 3);

/** Nothing so far below the largest sample is a tone: samples of 32 bits have no finer steps. As a ratio of amplitudes. */
const finest = 1e-8;

/**
 * Power of each bin, for finding tones: mean removed, window of four terms, so that hum a few hertz away stays there.
 * Shape [⌊N/2⌋ + 1]
 */
export function tonePower(samples: Float64Array): Float64Array {
  const { values, sum } = blackmanHarris(samples.length);
  const mean = samples.reduce((total, sample) => total + sample, 0) / samples.length;
  const windowed = Float64Array.from(samples, (sample, n) => (sample - mean) * values[n]!);
  const plan = realFft(samples.length);
  const power = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(windowed, power, imaginary);
  const largest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const floor = ((finest * largest * sum) / 2) ** 2;
  for (let k = 0; k < power.length; k++) {
    const found = power[k]! ** 2 + imaginary[k]! ** 2;
    power[k] = found > floor ? found : 0;
  }
  return power;
}

/** The strongest tone from `low` to `high`, by its bin; undefined when nothing there stands out of its neighbourhood. */
export function toneBin(power: Float64Array, low: number, high: number): number | undefined {
  let best: number | undefined;
  const last = Math.min(Math.floor(high), power.length - 2);
  for (let k = Math.max(1, Math.ceil(low)); k <= last; k++) {
    const isPeak = power[k]! > power[k - 1]! && power[k]! >= power[k + 1]!;
    if (isPeak && power[k]! > (best === undefined ? 0 : power[best]!)) best = k;
  }
  return best !== undefined && standsOut(power, best) ? best : undefined;
}

/** The strongest tone of all: band by band, as the noise of machines falls steeply with frequency. */
export function strongestToneBin(power: Float64Array, binWidth: Hertz): number | undefined {
  let best: number | undefined;
  const top = 2 * highestShare * (power.length - 1);
  for (let low = lowest / binWidth; low < top; ) {
    const high = Math.min(top, Math.max(low + fewestNeighbours, low * thirdOctave));
    const found = toneBin(power, low, high);
    if (found !== undefined && (best === undefined || power[found]! > power[best]!)) best = found;
    low = high;
  }
  return best;
}

function standsOut(power: Float64Array, peak: number): boolean {
  const reach = Math.max(fewestNeighbours, Math.round(neighbourShare * peak));
  const around: number[] = [];
  for (let k = Math.max(1, peak - reach); k <= Math.min(power.length - 1, peak + reach); k++) {
    if (Math.abs(k - peak) > lobe) around.push(power[k]!);
  }
  const median = around.sort((a, b) => a - b)[around.length >> 1] ?? 0;
  return power[peak]! > standsOutBy * median;
}

/**
 * Frequency and level of the tone at a bin. The phase runs on between the two halves of the samples: that gives the frequency far
 * finer than a bin; the level is then taken at exactly that frequency, so it does not depend on where between two bins it lies.
 * Steady offsets and other tones more than 8 / duration away do not matter; noise counts only within 2 / duration.
 */
export function toneAt(samples: Float64Array, sampleRate: Hertz, power: Float64Array, bin: number): Tone {
  const size = samples.length;
  const coarse = ((bin + vertex(power, bin)) * sampleRate) / size;
  const half = size >> 1;
  const first = project(samples, 0, half, coarse / sampleRate);
  const second = project(samples, half, half, coarse / sampleRate);
  const turned = Math.atan2(
    second.imaginary * first.real - second.real * first.imaginary,
    second.real * first.real + second.imaginary * first.imaginary,
  );
  const frequency = coarse + (turned / (2 * Math.PI)) * (sampleRate / half);
  const whole = project(samples, 0, size, frequency / sampleRate);
  const amplitude = 2 * Math.hypot(whole.real, whole.imaginary);
  return { frequency, level: amplitude / Math.SQRT2, phase: Math.atan2(whole.imaginary, whole.real) };
}

/** Where between the bins the top is: of the parabola through three powers in decibels. −0.5…0.5 */
function vertex(power: Float64Array, bin: number): number {
  const [left, middle, right] = [bin - 1, bin, bin + 1].map((k) => Math.log(Math.max(power[k]!, Number.MIN_VALUE)));
  const bend = left! - 2 * middle! + right!;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (left! - right!) / (2 * bend))) : 0;
}

/** Mean of samples[from … from + length) turned back by `cycles` a sample, weighted by the window. The phase counts from sample 0. */
function project(samples: Float64Array, from: number, length: number, cycles: number) {
  const { values, sum } = blackmanHarris(length);
  let real = 0;
  let imaginary = 0;
  for (let n = 0; n < length; n++) {
    const angle = 2 * Math.PI * (((from + n) * cycles) % 1);
    const weighted = samples[from + n]! * values[n]!;
    real += weighted * Math.cos(angle);
    imaginary -= weighted * Math.sin(angle);
  }
  return { real: real / sum, imaginary: imaginary / sum };
}
