import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import type { Milliseconds } from "../../domain/units.ts";

/** Somebody who has just plugged something in looks at the page for it. */
const shortestPause: Milliseconds = 1200;
/** Looking must not become the main work of the machine: at least half of the time a driver is left alone. */
const pausePerLook = 1;

export type FoundListener = (devices: readonly DeviceInfo[]) => void;

/**
 * Looks for what is plugged in, for as long as somebody wants to know: all who watch share one look, and every driver is asked in a
 * rhythm of its own, so that one that looks long (a network, a sound server that hangs) keeps no other from being seen.
 */
export class DeviceFinder implements Disposable {
  readonly #drivers: readonly Driver[];
  readonly #shortest: Milliseconds;
  readonly #listeners = new Set<FoundListener>();
  readonly #found = new Map<Driver, readonly DeviceInfo[]>();
  readonly #timers = new Map<Driver, NodeJS.Timeout>();
  readonly #looking = new Set<Driver>();

  constructor(drivers: readonly Driver[], shortest = shortestPause) {
    this.#drivers = drivers;
    this.#shortest = shortest;
  }

  /** Everything that is there now. */
  async look(): Promise<readonly DeviceInfo[]> {
    const found = await Promise.all(this.#drivers.map(findWith));
    return found.flat();
  }

  /** @param listener hears of every look of a driver, with all that is known by then; @returns stops listening */
  watch(listener: FoundListener): () => void {
    this.#listeners.add(listener);
    // What was found a moment ago by another's look is better than a blank page.
    if (this.#listeners.size === 1) this.#found.clear();
    else if (this.#found.size > 0) listener(this.#all());
    for (const driver of this.#drivers) void this.#run(driver);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
    this.#rest();
  }

  /** In the order of the list of drivers. */
  #all(): readonly DeviceInfo[] {
    return this.#drivers.flatMap((driver) => this.#found.get(driver) ?? []);
  }

  async #run(driver: Driver): Promise<void> {
    if (this.#looking.has(driver)) return;
    clearTimeout(this.#timers.get(driver));
    this.#looking.add(driver);
    const began = performance.now();
    this.#found.set(driver, await findWith(driver));
    this.#looking.delete(driver);
    if (this.#listeners.size === 0) return;
    for (const listener of this.#listeners) listener(this.#all());
    const pause = Math.max(this.#shortest, pausePerLook * (performance.now() - began));
    this.#timers.set(
      driver,
      setTimeout(() => void this.#run(driver), pause),
    );
  }

  #rest(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** A driver that cannot look has nothing to show: the reason is in `doctor`. */
function findWith(driver: Driver): Promise<readonly DeviceInfo[]> {
  return driver.find().catch(() => []);
}
