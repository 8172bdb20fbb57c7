import type { Decibels, Hertz, Milliseconds, UtcMilliseconds } from "../../../electron/domain/units.ts";
import { steadyLevels } from "../analyser/steadyRange.ts";

/** Levels further below the loudest are silence. */
const widestRange: Decibels = 90;

/** The newest spectra of one point: a ring of columns, made once and then written again and again. */
export class SpectrogramHistory {
  readonly columns: number;
  #levels = new Float32Array(0);
  #bands = 0;
  #top: Hertz = 0;
  readonly #times: Float64Array;
  readonly #loudest: Float32Array;
  readonly #quietest: Float32Array;
  #next = 0;
  #filled = 0;
  #range: readonly [Decibels, Decibels] | undefined;

  constructor(columns: number) {
    this.columns = columns;
    this.#times = new Float64Array(columns);
    this.#loudest = new Float32Array(columns);
    this.#quietest = new Float32Array(columns);
  }

  /** Where in the ring the next column goes: the oldest one is there. */
  get next(): number {
    return this.#next;
  }

  get filled(): number {
    return this.#filled;
  }

  get bands(): number {
    return this.#bands;
  }

  get top(): Hertz {
    return this.#top;
  }

  /** From silence to the loudest of everything that is kept. */
  get range(): readonly [Decibels, Decibels] {
    return this.#range ?? [-100, 0];
  }

  /**
   * @param levels shape [bands from 0 to `top`], dB
   * @returns whether everything has to be painted anew: the range or the axis is another
   */
  push(levels: readonly Decibels[], top: Hertz, time: UtcMilliseconds): boolean {
    const anew = levels.length !== this.#bands || top !== this.#top;
    if (anew) {
      this.#bands = levels.length;
      this.#top = top;
      this.#levels = new Float32Array(this.columns * levels.length);
      this.#next = 0;
      this.#filled = 0;
      this.#range = undefined;
    }
    let loudest = Number.NEGATIVE_INFINITY;
    let quietest = Number.POSITIVE_INFINITY;
    const start = this.#next * this.#bands;
    for (let band = 0; band < this.#bands; band += 1) {
      const level = levels[band]!;
      this.#levels[start + band] = level;
      if (level > loudest) loudest = level;
      if (level < quietest) quietest = level;
    }
    this.#times[this.#next] = time;
    this.#loudest[this.#next] = loudest;
    this.#quietest[this.#next] = quietest;
    this.#next = (this.#next + 1) % this.columns;
    this.#filled = Math.min(this.columns, this.#filled + 1);
    return this.#follow() || anew;
  }

  /** Strongest level of the bands [from, to) of a column of the ring. */
  strongest(column: number, from: number, to: number): Decibels {
    let level = Number.NEGATIVE_INFINITY;
    const start = column * this.#bands;
    for (let band = from; band < to; band += 1) level = Math.max(level, this.#levels[start + band]!);
    return level;
  }

  /**
   * What was measured so many columns before the newest.
   * @returns undefined where nothing is kept
   */
  read(age: number, frequency: Hertz): { level: Decibels; frequency: Hertz; time: UtcMilliseconds } | undefined {
    const band = Math.floor((frequency / this.#top) * this.#bands);
    if (age < 0 || age >= this.#filled || band < 0 || band >= this.#bands) return undefined;
    const column = (this.#next - 1 - age + 2 * this.columns) % this.columns;
    return {
      level: this.#levels[column * this.#bands + band]!,
      frequency: ((band + 0.5) * this.#top) / this.#bands,
      time: this.#times[column]!,
    };
  }

  /** Time of the newest column. */
  get newest(): UtcMilliseconds | undefined {
    return this.#filled === 0 ? undefined : this.#times[(this.#next - 1 + this.columns) % this.columns];
  }

  /** How long the full width is, judged by what is kept; undefined while that is too little. */
  get span(): Milliseconds | undefined {
    if (this.#filled < 2) return undefined;
    const oldest = this.#times[(this.#next - this.#filled + this.columns) % this.columns]!;
    return ((this.newest! - oldest) / (this.#filled - 1)) * this.columns;
  }

  #follow(): boolean {
    let loudest = Number.NEGATIVE_INFINITY;
    let quietest = Number.POSITIVE_INFINITY;
    for (let column = 0; column < this.#filled; column += 1) {
      if (this.#loudest[column]! > loudest) loudest = this.#loudest[column]!;
      if (this.#quietest[column]! < quietest) quietest = this.#quietest[column]!;
    }
    const before = this.#range;
    this.#range = steadyLevels(before, Math.max(quietest, loudest - widestRange), loudest);
    return before === undefined || before[0] !== this.#range[0] || before[1] !== this.#range[1];
  }
}
