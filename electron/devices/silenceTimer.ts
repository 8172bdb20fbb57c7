import type { Milliseconds } from "../domain/units.ts";
import { monotonicNow } from "./steadyNow.ts";

/** A timer that fires later than this was held up, and whatever it waits for was, too. */
const punctual: Milliseconds = 100;
/** What has come meanwhile is read within this. */
const readingTime: Milliseconds = 500;

/**
 * Tells once when nothing was heard for too long. Node runs the timers that are due before it reads what other processes have sent: a
 * program that was held up (a slow disk, a computer that paused) would take its own silence for theirs. So a timer that fires late
 * first lets be read what has come.
 */
export class SilenceTimer implements Disposable {
  readonly #silent: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(limit: Milliseconds, silent: () => void) {
    this.#silent = silent;
    this.expect(limit);
  }

  /** Something was heard; the next has to come within the limit. */
  expect(limit: Milliseconds): void {
    clearTimeout(this.#timer);
    const due = monotonicNow() + limit;
    this.#timer = setTimeout(() => {
      // Once: between two timers Node reads, so who is still silent then is.
      if (monotonicNow() - due > punctual) this.#timer = setTimeout(this.#silent, readingTime);
      else this.#silent();
    }, limit);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
