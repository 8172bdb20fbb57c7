import { Fault } from "../domain/fault.ts";
import type { Milliseconds } from "../domain/units.ts";

/** A library that was missing is looked for again after this: each look is a process, and few plants have one. */
const missingFor: Milliseconds = 30_000;

/** Asks a device process what there is, and remembers for a while that its library is not installed. */
export class LibraryList<List> {
  readonly #ask: () => Promise<List>;
  readonly #variable: string;
  #missing: { readonly fault: Fault; readonly since: Milliseconds; readonly place: string | undefined } | undefined;

  /**
   * @param variable names another place of the library: when it changes, what was remembered is void
   * @param ask asks the device process
   */
  constructor(variable: string, ask: () => Promise<List>) {
    this.#ask = ask;
    this.#variable = variable;
  }

  /** @throws Fault LIBRARY_MISSING, which may be some seconds old, and those of the process */
  async recent(now: Milliseconds = performance.now()): Promise<List> {
    const { fault, since, place } = this.#missing ?? {};
    if (fault && now - since! < missingFor && place === process.env[this.#variable]) throw fault;
    return this.now(now);
  }

  /** @throws Fault of the process */
  async now(now: Milliseconds = performance.now()): Promise<List> {
    this.#missing = undefined;
    try {
      return await this.#ask();
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === "LIBRARY_MISSING") {
        this.#missing = { fault: thrown, since: now, place: process.env[this.#variable] };
      }
      throw thrown;
    }
  }
}
