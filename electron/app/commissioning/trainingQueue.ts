/** One training: it tells its own troubles and never rejects. */
export type Training = (signal: AbortSignal) => Promise<void>;

interface Entry {
  readonly key: string;
  readonly training: Training;
  readonly cancel: AbortController;
}

/** Trainings one after the other: two cores listen as well, and twelve trainings at once would take all of them. */
export class TrainingQueue implements Disposable {
  #waiting: Entry[] = [];
  #running: Entry | undefined;

  /** Goes last; an earlier entry of the same key is cancelled. */
  add(key: string, training: Training): void {
    this.cancel(key);
    this.#waiting.push({ key, training, cancel: new AbortController() });
    this.#next();
  }

  /** Takes it out of the queue, or ends it in the middle. Without such an entry nothing happens. */
  cancel(key: string): void {
    this.#waiting = this.#waiting.filter((entry) => entry.key !== key);
    if (this.#running?.key === key) this.#running.cancel.abort();
  }

  [Symbol.dispose](): void {
    this.#waiting = [];
    this.#running?.cancel.abort();
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const entry = this.#waiting.shift();
    if (entry === undefined) return;
    this.#running = entry;
    void entry.training(entry.cancel.signal).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }
}
