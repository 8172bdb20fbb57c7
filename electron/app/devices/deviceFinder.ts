import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import type { Milliseconds } from "../../domain/units.ts";

/** Somebody who has just plugged something in looks at the page for it. */
const shortestPause: Milliseconds = 1500;
/** Looking must not become the main work of the machine: four fifths of the time nobody looks. */
const pausePerLook = 4;

export type FoundListener = (devices: readonly DeviceInfo[]) => void;

/** Looks for what is plugged in, for as long as somebody wants to know: all who watch share one look. */
export class DeviceFinder implements Disposable {
  readonly #drivers: readonly Driver[];
  readonly #shortest: Milliseconds;
  readonly #listeners = new Set<FoundListener>();
  #last: readonly DeviceInfo[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(drivers: readonly Driver[], shortest = shortestPause) {
    this.#drivers = drivers;
    this.#shortest = shortest;
  }

  /** Everything that is there now. A driver that cannot look has nothing to show: the reason is in `doctor`. */
  async look(): Promise<readonly DeviceInfo[]> {
    const found = await Promise.all(this.#drivers.map((driver) => driver.find().catch(() => [])));
    return found.flat();
  }

  /** @param listener hears of every look; @returns stops listening */
  watch(listener: FoundListener): () => void {
    this.#listeners.add(listener);
    // What was found a moment ago is better than a blank page.
    if (this.#last !== undefined && this.#listeners.size > 1) listener(this.#last);
    void this.#run();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearTimeout(this.#timer);
    };
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    clearTimeout(this.#timer);
    const began = performance.now();
    this.#last = await this.look();
    this.#looking = false;
    for (const listener of this.#listeners) listener(this.#last);
    if (this.#listeners.size === 0) return;
    const pause = Math.max(this.#shortest, pausePerLook * (performance.now() - began));
    this.#timer = setTimeout(() => void this.#run(), pause);
  }
}
