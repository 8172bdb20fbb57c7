import { setTimeout as sleep } from "node:timers/promises";
import type { Milliseconds } from "../../domain/units.ts";

/** A device process that has been told to end frees its port within this. */
const patience: Milliseconds = 1500;

/**
 * Who looks at which source just now, without having taken it into use: previews, trials, listening. The next one waits at the door
 * for a moment, because a page that goes from one to the other gives up the first only when it asks for the second.
 */
export class SourceDoor {
  readonly #inside = new Map<string, Set<Promise<void>>>();

  /**
   * Waits until nobody looks at this address any more, but no longer than a moment: then the driver says who is in the way.
   * @returns to be disposed when the source is free again
   */
  async enter(address: string): Promise<Disposable> {
    const until = performance.now() + patience;
    for (;;) {
      const left = until - performance.now();
      const others = [...(this.#inside.get(address) ?? [])];
      if (others.length === 0 || left <= 0) break;
      await Promise.race([Promise.all(others), sleep(left, undefined, { ref: false })]);
    }
    // In the same turn in which the door was found free: of several who wait, one enters, and the others wait for that one.
    const { promise, resolve } = Promise.withResolvers<void>();
    const inside = this.#inside.get(address) ?? new Set();
    this.#inside.set(address, inside.add(promise));
    return {
      [Symbol.dispose]: () => {
        inside.delete(promise);
        if (inside.size === 0 && this.#inside.get(address) === inside) this.#inside.delete(address);
        resolve();
      },
    };
  }
}
