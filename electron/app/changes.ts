import type { Milliseconds } from "../domain/units.ts";

/** Snapshots follow a change at once, but never closer than this. */
const shortestPause: Milliseconds = 100;
const usualPause: Milliseconds = 1000;

/** What was fetched before a revision changed is stale. */
export interface Revisions {
  readonly alerts: number;
  readonly plant: number;
  readonly models: number;
  readonly recordings: number;
}

/** Tells whoever watches the station that something changed: at once after a change, and once a second in any case. */
export class Changes implements Disposable {
  #revisions: Revisions = { alerts: 0, plant: 0, models: 0, recordings: 0 };
  readonly #listeners = new Set<() => void>();
  readonly #trouble: (thrown: unknown) => void;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param trouble hears what a listener threw: one page's trouble ends neither the telling nor the station */
  constructor(trouble: (thrown: unknown) => void) {
    this.#trouble = trouble;
  }

  get revisions(): Revisions {
    return this.#revisions;
  }

  bump(what: keyof Revisions): void {
    this.#revisions = { ...this.#revisions, [what]: this.#revisions[what] + 1 };
    this.touch();
  }

  /** Something that has no revision changed: a state, the progress of learning. */
  touch(): void {
    this.#schedule(Math.max(0, this.#last + shortestPause - performance.now()));
  }

  /** @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#timer === undefined) this.#schedule(usualPause);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #schedule(pause: Milliseconds): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), pause);
    this.#timer.unref();
  }

  #tell(): void {
    this.#last = performance.now();
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (thrown) {
        this.#trouble(thrown);
      }
    }
    if (this.#listeners.size > 0) this.#schedule(usualPause);
    else this.#timer = undefined;
  }
}
