import { Fault } from "../domain/fault.ts";

/** Cuts one channel into windows of equal length, whatever the length of the blocks it arrives in. The remainder is carried. */
export class WindowCutter {
  readonly length: number;
  readonly hop: number;
  readonly #held: Float32Array<ArrayBuffer>;
  #filled = 0;
  /** How many of the held samples were part of an earlier window already. */
  #seen = 0;

  /** @throws Fault BAD_INPUT unless length and hop are whole numbers with 1 ≤ hop ≤ length */
  constructor(length: number, hop: number = length) {
    if (!Number.isInteger(length) || length < 1) {
      throw new Fault("BAD_INPUT", `A window must hold a whole number of samples from 1 up, not ${length}.`);
    }
    if (!Number.isInteger(hop) || hop < 1 || hop > length) {
      throw new Fault(
        "BAD_INPUT",
        `Windows of ${length} samples can start every 1 to ${length} samples, not every ${hop}.`,
      );
    }
    this.length = length;
    this.hop = hop;
    this.#held = new Float32Array(length);
  }

  /** Samples held back for the next window. */
  get held(): number {
    return this.#filled;
  }

  /** @returns the windows that these samples complete, oldest first, each of shape [length] and a copy of its own */
  push(samples: Float32Array): Float32Array<ArrayBuffer>[] {
    const windows: Float32Array<ArrayBuffer>[] = [];
    let taken = 0;
    while (taken < samples.length) {
      const count = Math.min(this.length - this.#filled, samples.length - taken);
      this.#held.set(samples.subarray(taken, taken + count), this.#filled);
      this.#filled += count;
      taken += count;
      if (this.#filled < this.length) break;
      windows.push(this.#held.slice());
      this.#held.copyWithin(0, this.hop);
      this.#filled = this.length - this.hop;
      this.#seen = this.#filled;
    }
    return windows;
  }

  /**
   * Forgets what is held, because the next samples do not follow on.
   * @returns how many samples are lost to analysis: those that were part of no window
   */
  reset(): number {
    const dropped = this.#filled - this.#seen;
    this.#filled = 0;
    this.#seen = 0;
    return dropped;
  }

  /** Hands out the incomplete window at the end of a recording and starts anew. @returns null when nothing unseen is held */
  flush(): Float32Array<ArrayBuffer> | null {
    const rest = this.#filled > this.#seen ? this.#held.slice(0, this.#filled) : null;
    this.reset();
    return rest;
  }
}
