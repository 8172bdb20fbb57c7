import { setTimeout as sleep } from "node:timers/promises";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { Asker, Line } from "./line.ts";
import type { ReadRequest } from "./planRequests.ts";

/** What became of a request. */
export type Reading =
  | { readonly kind: "registers"; readonly registers: readonly number[] }
  /** The slave said no: `code` is that of the protocol (2: it has no such register). */
  | { readonly kind: "refused"; readonly code: number; readonly reason: string }
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "silent" }
  /** Nobody listens any more. */
  | { readonly kind: "gone"; readonly reason: string };

/** One slave on a line: asks it for registers when it is its turn, and keeps count of what went wrong with it. */
export class Bus implements Asker, Disposable {
  readonly slave: number;
  readonly #line: Line;
  #release: ((quiet: boolean) => void) | undefined;
  #troubles: SourceTroubles = {};

  /** It takes part in the line until it is disposed of. */
  constructor(line: Line, slave: number) {
    this.slave = slave;
    this.#line = line;
    line.enter(this);
  }

  get isShared(): boolean {
    return this.#line.isShared;
  }

  /** So long the slave is to be left alone. */
  get pause(): Milliseconds {
    return this.#line.pauseOf(this.slave);
  }

  get isLineDead(): boolean {
    return this.#line.isDead;
  }

  /**
   * Waits until the slave may be asked: a slave that keeps failing is left alone for a while, and others may be asked just now. The next
   * `read` is to follow at once.
   * @returns false when it was stopped meanwhile
   */
  async ready(stop: AbortSignal): Promise<boolean> {
    const { pause } = this;
    if (pause > 0) await sleep(pause, undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) return false;
    this.#release ??= await this.#line.take(this);
    if (!stop.aborted) return true;
    this.#letGo(false);
    return false;
  }

  async read(request: ReadRequest, timeout: Milliseconds): Promise<Reading> {
    this.#release ??= await this.#line.take(this);
    const reading = await this.#ask(request, timeout);
    const { kind } = reading;
    if (kind === "silent" || kind === "damaged") this.#line.failed(this.slave);
    else if (kind !== "gone") this.#line.answered(this.slave);
    // of one that came damaged nothing more is to come
    this.#letGo(kind === "silent");
    return reading;
  }

  /** Since the last call; undefined when nothing went wrong. */
  takeTroubles(): SourceTroubles | undefined {
    const troubles = this.#troubles;
    this.#troubles = {};
    return Object.keys(troubles).length > 0 ? troubles : undefined;
  }

  count({ rejectedBytes, resynchronisations }: Parameters<Asker["count"]>[0]): void {
    this.#troubles = addTroubles(this.#troubles, {
      "rejected bytes": rejectedBytes,
      resynchronisation: resynchronisations,
    });
  }

  [Symbol.dispose](): void {
    this.#letGo(false);
    this.#line.leave(this);
  }

  #letGo(quiet: boolean): void {
    this.#release?.(quiet);
    this.#release = undefined;
  }

  async #ask({ function: code, address, count }: ReadRequest, timeout: Milliseconds): Promise<Reading> {
    const { client, port } = this.#line;
    client.setID(this.slave);
    client.setTimeout(timeout);
    try {
      const answer = await (code === 3
        ? client.readHoldingRegisters(address, count)
        : client.readInputRegisters(address, count));
      if (answer.data.length === count) return { kind: "registers", registers: answer.data };
      return this.#damaged(count, `it sent ${answer.data.length} registers instead of ${count}`);
    } catch (thrown) {
      const { message, modbusCode } = thrown as Error & { readonly modbusCode?: number };
      if (modbusCode !== undefined) return this.#unanswered({ kind: "refused", code: modbusCode, reason: message });
      if (/port not open/i.test(message)) return { kind: "gone", reason: "it closed the connection" };
      if (/crc|length error|unexpected data/i.test(message)) return this.#damaged(count, message);
      return this.#unanswered({ kind: "silent" });
    } finally {
      port?.abandon();
      this.#line.settle(this);
    }
  }

  #damaged(count: number, reason: string): Reading {
    this.#line.port?.reject(5 + 2 * count);
    this.#troubles = addTroubles(this.#troubles, { "checksum error": 1 });
    return { kind: "damaged", reason };
  }

  #unanswered(reading: Reading): Reading {
    this.#troubles = addTroubles(this.#troubles, { "no answer": 1 });
    return reading;
  }
}
