import { Fault } from "../domain/fault.ts";
import type { Hertz, RevolutionsPerMinute } from "../domain/units.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { envelopeDepth } from "./envelopeDepth.ts";
import { requireRate, requireSamples } from "./samples.ts";

export interface SpeedEstimate {
  readonly speed: RevolutionsPerMinute;
  /** 0 … 1: by which share the best speed beats every unrelated one. Below about 0.2 it is a guess. Multiples are not weighed in it. */
  readonly confidence: number;
}

/** The first harmonics count most, or half of every speed would do as well. */
const weights = [1, 0.8, 0.6, 0.5, 0.4];
/** A line counts up to this many nepers above its surroundings: one strong line alone decides nothing. */
const mostOfOneLine = 3;
/** Each speed is compared with others at least this share away from it and from its simple ratios. */
const apart = 0.015;
/** Half of a speed is taken instead when its comb reaches this share of the height. */
const halfEnough = 0.6;
const fewestRevolutions = 10;

/**
 * Shaft speed from a signal: the comb of five harmonics that stands highest above its surroundings, in the spectrum (unbalance,
 * misalignment) and in the spectrum of the envelope (the shaft modulating what rings).
 * Made for accelerometers; in airborne sound other shafts and mains hum win as often, also with confidence: narrow the range there.
 * @param samples shape [N], ten revolutions of the slowest speed or more
 * @param range of speeds looked for; the narrower, the surer
 * @returns null when no line stands out (silence, plain noise)
 * @throws Fault BAD_SAMPLES when a sample is not finite; TOO_LITTLE_DATA when it is too short; BAD_INPUT for a wrong rate or range
 */
export function estimateSpeed(
  samples: Float64Array,
  sampleRate: Hertz,
  range: readonly [RevolutionsPerMinute, RevolutionsPerMinute] = [300, 6000],
): SpeedEstimate | null {
  requireRate(sampleRate);
  const [low, high] = [range[0] / 60, range[1] / 60];
  if (!(low > 0 && low < high && high * weights.length < sampleRate / 4)) {
    throw new Fault("BAD_INPUT", `Speeds from ${range[0]} to ${range[1]} r/min cannot be told at ${sampleRate} Hz.`);
  }
  requireSamples(samples, 1, "An estimate of speed");
  if ((samples.length / sampleRate) * low < fewestRevolutions) {
    throw new Fault(
      "TOO_LITTLE_DATA",
      `To tell a speed of ${range[0]} r/min, ${(fewestRevolutions / low).toFixed(1)} s are needed; there are ${(samples.length / sampleRate).toFixed(2)} s.`,
    );
  }
  const top = weights.length * high * 1.02;
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const lines = saliences(amplitudeSpectrum(samples.map((x) => x - mean)), sampleRate / samples.length, top);
  const { depth, binWidth } = envelopeDepth(samples, sampleRate, [sampleRate / 8, 0.485 * sampleRate], top);
  const modulations = saliences(depth, binWidth, top);
  // steps of half a bin at the highest harmonic
  const step = sampleRate / samples.length / (2 * weights.length);
  const speeds: Hertz[] = [];
  const scores: number[] = [];
  for (let shaft = low; shaft <= high; shaft += step) {
    speeds.push(shaft);
    scores.push(combAt(lines, sampleRate / samples.length, shaft) + combAt(modulations, binWidth, shaft));
  }
  const best = halved(scores, step, low);
  if (!(scores[best]! > 0)) return null;
  const rival = scores.reduce(
    (most, score, i) => (isRelated(speeds[i]! / speeds[best]!) ? most : Math.max(most, score)),
    0,
  );
  return { speed: 60 * speeds[best]!, confidence: 1 - rival / scores[best]! };
}

/** ln of each bin over the median of its surroundings, from 0 to `mostOfOneLine`; bins up to `top`. */
function saliences(spectrum: Float64Array, binWidth: Hertz, top: Hertz): Float64Array {
  const count = Math.min(spectrum.length, Math.ceil(top / binWidth) + 2);
  const reach = Math.max(8, Math.round(count / 60));
  return Float64Array.from({ length: count }, (_, k) => {
    const around = spectrum.slice(Math.max(1, k - reach), k + reach + 1).sort();
    const floor = around[around.length >> 1] ?? 0;
    // twice the median is what noise reaches often
    return floor > 0 ? Math.min(mostOfOneLine, Math.max(0, Math.log(spectrum[k]! / floor) - Math.LN2)) : 0;
  });
}

function combAt(salience: Float64Array, binWidth: Hertz, shaft: Hertz): number {
  let sum = 0;
  let first = 0;
  for (const [index, weight] of weights.entries()) {
    const bin = Math.round(((index + 1) * shaft) / binWidth);
    // a neighbouring bin counts a little less, so that the comb settles in the middle of its lines
    const beside = 0.9 * Math.max(salience[bin - 1] ?? 0, salience[bin + 1] ?? 0);
    const line = Math.max(salience[bin] ?? 0, beside);
    if (index === 0) first = line;
    sum += weight * line;
  }
  // a shaft shows once a turn; a comb without its first line is mostly the fraction of something else, of a bearing say
  return sum * (0.4 + (0.6 * first) / mostOfOneLine);
}

/**
 * Index of the best speed, or of half of it when that stands nearly as high: a shaft at the double speed would not show a line there.
 * @param step from one speed to the next, Hz
 */
function halved(scores: readonly number[], step: Hertz, low: Hertz): number {
  const highest = (from: number, to: number) => {
    let top = Math.max(0, from);
    for (let i = top; i <= Math.min(to, scores.length - 1); i++) if (scores[i]! > scores[top]!) top = i;
    return top;
  };
  const best = highest(0, scores.length - 1);
  const middle = Math.round(((low + best * step) / 2 - low) / step);
  if (middle < 0) return best;
  const half = highest(middle - 3, middle + 3);
  return scores[half]! >= halfEnough * scores[best]! ? half : best;
}

function isRelated(ratio: number): boolean {
  return [1, 2, 3, 4, 5].some((p) => [1, 2, 3, 4, 5].some((q) => Math.abs((ratio * q) / p - 1) < apart));
}
