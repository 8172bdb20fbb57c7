import { setTimeout as sleep } from "node:timers/promises";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";

/** What the simulated converter can hold for a reader that is late; what is more is lost, as in a real one. */
const mostBehind: Milliseconds = 5 * millisecondsPerSecond;

export interface Clocks {
  /** Runs evenly, but stands still while a laptop sleeps. */
  steady(): Milliseconds;
  /** The time of day: may be set, and runs on while a laptop sleeps. */
  wall(): UtcMilliseconds;
}

const systemClocks: Clocks = { steady: () => performance.now(), wall: () => Date.now() };

/** Lets samples out when they would have been measured. */
export class Pacer {
  readonly #sampleRate: Hertz;
  readonly #clocks: Clocks;
  readonly #origin: UtcMilliseconds;
  #started: Milliseconds;

  /** @param origin time of the first sample, by the wall clock */
  constructor(sampleRate: Hertz, origin: UtcMilliseconds, clocks: Clocks = systemClocks) {
    this.#sampleRate = sampleRate;
    this.#origin = origin;
    this.#clocks = clocks;
    this.#started = clocks.steady();
  }

  /**
   * Waits until the sample after `frames` is due, or until `stop`.
   * @returns samples that were lost because nobody asked for too long: the station was busy, or asleep
   */
  async wait(frames: number, stop: AbortSignal): Promise<number> {
    const elapsed = (frames / this.#sampleRate) * millisecondsPerSecond;
    const early = this.#started + elapsed - this.#clocks.steady();
    if (early > 0) await sleep(early, undefined, { signal: stop }).catch(() => {});
    const behind = Math.max(-early, this.#clocks.wall() - this.#origin - elapsed);
    if (behind <= mostBehind) return 0;
    const lost = Math.floor((behind / millisecondsPerSecond) * this.#sampleRate);
    // Begin anew from here: what is due next is due one block after this one, by both clocks.
    this.#started = this.#clocks.steady() - elapsed - (lost / this.#sampleRate) * millisecondsPerSecond;
    return lost;
  }
}
