import { Fault } from "../domain/fault.ts";
import type { Decibels, Hertz, Seconds } from "../domain/units.ts";
import { areFinite, requireRate } from "./samples.ts";
import { strongestToneBin, type Tone, toneAt, toneBin, tonePower } from "./toneEstimate.ts";

export interface CalibratorWish {
  readonly sampleRate: Hertz;
  /** What the calibrator is said to give: its frequency, and its RMS in the unit that the sensitivity is wanted in. */
  readonly frequency: Hertz;
  readonly level: number;
}

/** What was heard of the calibrator, and what it comes to. */
export interface ToneMeasurement {
  readonly elapsed: Seconds;
  /** Of the tone that was found, also of a wrong one; missing while none stands out. */
  readonly frequency?: Hertz | undefined;
  /** Device units per unit; missing while the calibrator's tone does not stand out. */
  readonly sensitivity?: number | undefined;
  /** Standard deviation of the level over the seconds that count, from the second one on. */
  readonly stability?: Decibels | undefined;
  readonly verdict: "listening" | "no tone" | "wrong tone" | "clipped" | "unsteady" | "good";
}

type HeardSecond = { readonly kind: "none" } | { readonly kind: "wrong" | "right" | "clipped"; readonly tone: Tone };

/** Calibrators keep their frequency within a percent or two; further away it is another one's. */
const searchShare = 0.05;
/** A stronger tone elsewhere means that what is heard near the nominal frequency is its harmonic, or a neighbour's. As power. */
const overtones = 10;
/** A second says little; the longest anybody holds a calibrator still is not needed. */
const [fewestSeconds, mostSeconds] = [3, 10];
/** What the level may move from second to second. */
const steadyWithin: Decibels = 0.2;
/** Share of the samples at one end of the range: a whole sine has 2 % there, one that reads 0.06 dB too low for clipping 8 %. */
const [endOfRange, clippedShare] = [0.001, 0.08];
/** A tone of fewer steps of the converter has a share like that without being clipped. */
const fewestSteps = 64;
/** So has one of few samples a period; but it does not rise above them, by this share of its amplitude on average. */
const cutAway = 0.005;

/**
 * Measures a calibrator second by second: finds its tone, takes its level within 2 Hz, so that noise, hum and offset hardly matter,
 * and says how steady it was. Seconds without the tone begin the measurement anew, and so does whoever puts the calibrator on late.
 */
export class CalibratorTone {
  readonly #wish: CalibratorWish;
  readonly #second: Float64Array;
  #filled = 0;
  #samples = 0;
  /** Of the seconds that count, the newest last. */
  #tones: Tone[] = [];
  #last: HeardSecond | undefined;

  /** @throws Fault BAD_INPUT for a level or rate that is none, and a frequency that the rate does not carry */
  constructor(wish: CalibratorWish) {
    requireRate(wish.sampleRate);
    const { sampleRate, frequency, level } = wish;
    if (!(level > 0 && Number.isFinite(level))) {
      throw new Fault(
        "BAD_INPUT",
        `A calibrator with a level of ${level} is impossible. Take it from its certificate.`,
      );
    }
    if (!(frequency >= 20 && frequency < 0.4 * sampleRate)) {
      throw new Fault(
        "BAD_INPUT",
        `A calibrator of ${frequency} Hz cannot be measured at ${sampleRate} Hz. It must lie between 20 Hz and ${0.4 * sampleRate} Hz.`,
      );
    }
    this.#wish = wish;
    this.#second = new Float64Array(Math.round(sampleRate));
  }

  /** @param samples in device units, following on those before */
  push(samples: Float32Array): void {
    this.#samples += samples.length;
    for (let taken = 0; taken < samples.length; ) {
      const count = Math.min(samples.length - taken, this.#second.length - this.#filled);
      this.#second.set(samples.subarray(taken, taken + count), this.#filled);
      this.#filled += count;
      taken += count;
      if (this.#filled < this.#second.length) return;
      this.#filled = 0;
      this.#judge();
    }
  }

  /** Samples are missing before the next ones: the second that is being heard does not count. */
  interrupt(): void {
    this.#filled = 0;
  }

  measurement(): ToneMeasurement {
    const elapsed = this.#samples / this.#wish.sampleRate;
    const last = this.#last;
    if (last === undefined) return { elapsed, verdict: "listening" };
    if (last.kind === "none") return { elapsed, verdict: "no tone" };
    if (last.kind === "wrong") return { elapsed, frequency: last.tone.frequency, verdict: "wrong tone" };
    const tones = this.#tones;
    if (tones.length === 0) return { elapsed, frequency: last.tone.frequency, verdict: "listening" };
    const mean = (of: (tone: Tone) => number) => tones.reduce((sum, tone) => sum + of(tone), 0) / tones.length;
    const level = Math.sqrt(mean((tone) => tone.level ** 2));
    const decibels = tones.map((tone) => 20 * Math.log10(tone.level / level));
    const middle = decibels.reduce((sum, value) => sum + value, 0) / decibels.length;
    const squares = decibels.reduce((sum, value) => sum + (value - middle) ** 2, 0);
    const isSteady = Math.max(...decibels) - Math.min(...decibels) <= steadyWithin;
    const settled = tones.length < fewestSeconds ? "listening" : isSteady ? "good" : "unsteady";
    return {
      elapsed,
      frequency: mean((tone) => tone.frequency),
      sensitivity: level / this.#wish.level,
      ...(tones.length > 1 && { stability: Math.sqrt(squares / (tones.length - 1)) }),
      verdict: last.kind === "clipped" ? "clipped" : settled,
    };
  }

  #judge(): void {
    const before = this.#last;
    this.#last = this.#hear();
    if (this.#last.kind === "none" || this.#last.kind === "wrong") this.#tones = [];
    // The second in which it was put on is not a whole one.
    else if (before?.kind !== "none" && before?.kind !== "wrong")
      this.#tones = [...this.#tones, this.#last.tone].slice(-mostSeconds);
  }

  #hear(): HeardSecond {
    const { sampleRate, frequency } = this.#wish;
    const second = this.#second;
    if (!areFinite(second)) return { kind: "none" };
    const power = tonePower(second);
    const binWidth = sampleRate / second.length;
    const [low, high] = [1 - searchShare, 1 + searchShare].map((share) => (share * frequency) / binWidth);
    const found = toneBin(power, low!, high!);
    const strongest = strongestToneBin(power, binWidth);
    const bin = found !== undefined && !(power[strongest ?? found]! > overtones * power[found]!) ? found : undefined;
    if (bin !== undefined) {
      const tone = toneAt(second, sampleRate, power, bin);
      return { kind: isClipped(second, sampleRate, tone) ? "clipped" : "right", tone };
    }
    if (strongest === undefined) return { kind: "none" };
    return { kind: "wrong", tone: toneAt(second, sampleRate, power, strongest) };
  }
}

/** Whether many samples lie at the upper or the lower end of their range, where the tone in them goes on beyond it. */
function isClipped(samples: Float64Array, sampleRate: Hertz, { frequency, level, phase }: Tone): boolean {
  const amplitude = level * Math.SQRT2;
  let [lowest, highest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const sample of samples) {
    lowest = Math.min(lowest, sample);
    highest = Math.max(highest, sample);
    sum += sample;
  }
  const middle = sum / samples.length;
  const end = endOfRange * (highest - lowest);
  const [top, bottom] = [new EndOfRange(), new EndOfRange()];
  const distinct = new Set<number>();
  for (const [n, sample] of samples.entries()) {
    const tone = () => middle + amplitude * Math.cos((2 * Math.PI * frequency * n) / sampleRate + phase);
    if (sample >= highest - end) top.add(tone() - highest);
    else if (sample <= lowest + end) bottom.add(lowest - tone());
    if (distinct.size < fewestSteps) distinct.add(sample);
  }
  const values = [...distinct].sort((a, b) => a - b);
  const step = values.reduce((least, value, i) => (i === 0 ? least : Math.min(least, value - values[i - 1]!)), end);
  const isCutAt = ({ count, beyond }: EndOfRange) =>
    count >= clippedShare * samples.length && beyond > cutAway * amplitude * count;
  return highest - lowest >= fewestSteps * step && (isCutAt(top) || isCutAt(bottom));
}

/** Samples at one end of the range, and how far the tone is beyond it there, all together. */
class EndOfRange {
  count = 0;
  beyond = 0;

  add(beyond: number): void {
    this.count += 1;
    this.beyond += beyond;
  }
}
