import type { Hertz } from "../../domain/units.ts";

/** A mode of the structure: frequency, and the share of critical damping. */
export interface Mode {
  readonly frequency: Hertz;
  readonly damping: number;
}

/** A structural mode as a two-pole filter: an impulse of 1 rings as exp(-damping·angle·n)·sin(angle·(n + 1)). */
export class Resonance {
  readonly #one: number;
  readonly #two: number;
  readonly #input: number;
  #last = 0;
  #before = 0;

  constructor({ frequency, damping }: Mode, sampleRate: Hertz) {
    const angle = (2 * Math.PI * frequency) / sampleRate;
    const radius = Math.exp(-damping * angle);
    this.#one = 2 * radius * Math.cos(angle);
    this.#two = -radius * radius;
    this.#input = Math.sin(angle);
  }

  /** Deviation of the output for white input of deviation 1: the known variance of an autoregression of order 2. */
  get noiseGain(): number {
    const correlation = this.#one / (1 - this.#two);
    return this.#input / Math.sqrt((1 - this.#two ** 2) * (1 - correlation ** 2));
  }

  ring(input: number): number {
    const output = this.#input * input + this.#one * this.#last + this.#two * this.#before;
    this.#before = this.#last;
    this.#last = output;
    return output;
  }
}
