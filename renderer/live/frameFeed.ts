import type { LiveFrame } from "../../electron/contract/liveContract.ts";

/**
 * The latest frame of one point, kept outside React state: frames come up to 20 times a second, plots draw when the screen does.
 */
export class FrameFeed {
  #latest: LiveFrame | undefined;
  readonly #listeners = new Set<(frame: LiveFrame) => void>();

  latest(): LiveFrame | undefined {
    return this.#latest;
  }

  push(frame: LiveFrame): void {
    this.#latest = frame;
    for (const listener of this.#listeners) listener(frame);
  }

  clear(): void {
    this.#latest = undefined;
  }

  /** Called for every frame, the latest one at once. */
  listen(listener: (frame: LiveFrame) => void): () => void {
    this.#listeners.add(listener);
    if (this.#latest !== undefined) listener(this.#latest);
    return () => this.#listeners.delete(listener);
  }
}
