import type { UtcMilliseconds } from "../domain/units.ts";

/** So many looks in a row make a finding, and so many without it unmake it: it does not flicker. */
const looksOn = 3;
const looksOff = 5;

export type Facts = Readonly<Record<string, number | string>>;

/** One thing that may be wrong with a sensor, followed from look to look. */
export class FindingLatch {
  /** Of the last look that saw it; undefined while it is not a finding. */
  #facts: Facts = {};
  #since: UtcMilliseconds = 0;
  #seen = 0;
  #missed = 0;
  #on = false;

  /** @param facts what was seen; undefined when all was well */
  look(time: UtcMilliseconds, facts: Facts | undefined): void {
    if (facts === undefined) {
      this.#missed += 1;
      this.#seen = 0;
      if (this.#missed >= looksOff) this.#on = false;
      return;
    }
    if (!this.#on && this.#seen === 0) this.#since = time;
    this.#facts = facts;
    this.#seen += 1;
    this.#missed = 0;
    if (this.#seen >= looksOn) this.#on = true;
  }

  /** It cannot be any more, whatever was seen before. */
  release(): void {
    this.#on = false;
    this.#seen = 0;
  }

  /** While it holds. */
  get finding(): { readonly since: UtcMilliseconds; readonly facts: Facts } | undefined {
    return this.#on ? { since: this.#since, facts: this.#facts } : undefined;
  }

  /** The last look contradicts what is told: it is worth looking again soon. */
  get isInDoubt(): boolean {
    return this.#on ? this.#missed > 0 : this.#seen > 0;
  }
}
