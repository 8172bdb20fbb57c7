import type { Milliseconds, UtcMilliseconds } from "../domain/units.ts";

const remembered = 32;
/** A wait so many times as long as usual is a pause. */
const pauseFactor = 3;

/** Tells a sender that paused from one that is slow: who is slow waits about as long before every arrival. */
export class ArrivalWaits {
  #last: UtcMilliseconds | undefined;
  #recent: Milliseconds[] = [];
  #longest: Milliseconds = 0;

  add(arrival: UtcMilliseconds): void {
    const wait = this.#last === undefined ? undefined : arrival - this.#last;
    this.#last = arrival;
    // What comes in one go says nothing of the time between.
    if (wait === undefined || wait <= 0) return;
    this.#recent.push(wait);
    if (this.#recent.length > remembered) this.#recent.shift();
    this.#longest = Math.max(this.#longest, wait);
  }

  /** Whether there was a pause since this was last asked. Of the first few arrivals nobody can tell: then there was. */
  takePause(): boolean {
    const usual = this.#recent.toSorted((one, other) => one - other)[this.#recent.length >> 1] ?? 0;
    const paused = this.#recent.length < pauseFactor || this.#longest > pauseFactor * usual;
    this.#longest = 0;
    return paused;
  }
}
