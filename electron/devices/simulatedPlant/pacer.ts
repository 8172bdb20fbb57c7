import { setTimeout as sleep } from "node:timers/promises";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { steadyNow } from "../steadyNow.ts";

/** What the simulated converter can hold for a reader that is late; what is more is lost, as in a real one. */
const mostBehind: Milliseconds = 5 * millisecondsPerSecond;

/** Lets samples out when they would have been measured. While a laptop sleeps nothing is measured, as its clock stands still. */
export class Pacer {
  readonly #sampleRate: Hertz;
  readonly #steady: () => UtcMilliseconds;
  readonly #started: UtcMilliseconds;

  constructor(sampleRate: Hertz, steady: () => UtcMilliseconds = steadyNow) {
    this.#sampleRate = sampleRate;
    this.#steady = steady;
    this.#started = steady();
  }

  /**
   * Waits until the sample after `frames` is due, or until `stop`.
   * @returns samples that were lost because nobody asked for too long: the station was busy
   */
  async wait(frames: number, stop: AbortSignal): Promise<number> {
    const elapsed = (frames / this.#sampleRate) * millisecondsPerSecond;
    const behind = this.#steady() - this.#started - elapsed;
    if (behind < 0) await sleep(-behind, undefined, { signal: stop }).catch(() => {});
    if (behind <= mostBehind) return 0;
    return Math.floor((behind / millisecondsPerSecond) * this.#sampleRate);
  }
}
