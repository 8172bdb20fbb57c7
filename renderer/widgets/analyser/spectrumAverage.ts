import type { Decibels } from "../../../electron/domain/units.ts";

export const averagings = ["off", "4", "16", "exponential"] as const;
export type Averaging = (typeof averagings)[number];

const depths: Readonly<Record<Averaging, number>> = { off: 1, "4": 4, "16": 16, exponential: 1 };
/** The exponential mean forgets with this many spectra: about two seconds of live lines. */
const memory = 10;

/**
 * Mean power of the newest spectra, line by line, and the largest level each line has had.
 * Power and not level is averaged: only so does noise settle at its true strength (Welch).
 */
export class SpectrumAverage {
  readonly #averaging: Averaging;
  readonly #depth: number;
  /** Powers of the newest spectra, a ring of [depth][lines]. */
  #powers = new Float64Array(0);
  #mean = new Float64Array(0);
  #highest = new Float64Array(0);
  #added = 0;

  constructor(averaging: Averaging) {
    this.#averaging = averaging;
    this.#depth = depths[averaging];
  }

  /** How many spectra the mean holds now. */
  get count(): number {
    return Math.min(this.#added, this.#averaging === "exponential" ? memory : this.#depth);
  }

  /** @param levels shape [lines], dB; another number of lines starts anew */
  add(levels: ArrayLike<Decibels>): void {
    const lines = levels.length;
    if (lines !== this.#mean.length) {
      this.#powers = new Float64Array(lines * this.#depth);
      this.#mean = new Float64Array(lines);
      this.#highest = new Float64Array(lines);
      this.restart();
    }
    const slot = (this.#added % this.#depth) * lines;
    this.#added += 1;
    const share = 1 / Math.min(this.#added, memory);
    for (let line = 0; line < lines; line += 1) {
      const level = levels[line]!;
      const power = 10 ** (level / 10);
      if (level > this.#highest[line]!) this.#highest[line] = level;
      if (this.#averaging === "exponential") this.#mean[line]! += share * (power - this.#mean[line]!);
      else this.#powers[slot + line] = power;
    }
    if (this.#averaging !== "exponential") this.#takeMean();
  }

  /** Forgets what was averaged and the highest levels. */
  restart(): void {
    this.#added = 0;
    this.#mean.fill(0);
    this.#highest.fill(Number.NEGATIVE_INFINITY);
  }

  /** Forgets the highest levels only. */
  restartHighest(): void {
    this.#highest.fill(Number.NEGATIVE_INFINITY);
  }

  /** Mean level of one line in dB. */
  level(line: number): Decibels {
    return 10 * Math.log10(this.#mean[line]!);
  }

  /** Largest level one line has had since the start, in dB. */
  highest(line: number): Decibels {
    return this.#highest[line]!;
  }

  /** Summed anew each time: a running sum would keep the rounding of a loud past for ever. */
  #takeMean(): void {
    const lines = this.#mean.length;
    const held = this.count;
    this.#mean.fill(0);
    for (let slot = 0; slot < held; slot += 1) {
      for (let line = 0; line < lines; line += 1) this.#mean[line]! += this.#powers[slot * lines + line]! / held;
    }
  }
}
