import { setTimeout as sleep } from "node:timers/promises";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import type { ModbusClient } from "./modbusClient.ts";
import type { BusAddress } from "./modbusTask.ts";
import type { RtuPort } from "./rtuPort.ts";

/** Who asks too soon after an answer that did not come takes the late one for the next, or talks into it. */
const quietTime: Milliseconds = 60;
/** Of the protocol: so many characters of silence part one message from the next, and never less than so long. */
const partingCharacters = 3.5;
const shortestParting: Milliseconds = 1.75;
/** A byte on a line: start, eight bits, parity, stop. */
export const bitsPerByte = 11;

/** A slave that failed once may have met a disturbance; after that it is left alone, ever longer, while others use the line. */
const firstPause: Milliseconds = 1000;
const longestPause: Milliseconds = 5000;

/** Who reads a slave. */
export interface Asker {
  readonly slave: number;
  /** Takes what the port has counted of its requests. */
  count(counts: ReturnType<RtuPort["takeCounts"]>): void;
}

interface Failing {
  readonly times: number;
  readonly until: Milliseconds;
}

/**
 * One pair of wires, or one connection, with all who read slaves on it: one request at a time, in the order in which they were wanted,
 * so that each waits for at most one request of every other.
 */
export class Line {
  readonly client: ModbusClient;
  readonly port: RtuPort | undefined;
  readonly #parting: Milliseconds;
  readonly #askers = new Set<Asker>();
  readonly #failing = new Map<number, Failing>();
  /** Who asked last: bytes that come before the next request are late ones to that. */
  #lastAsker: Asker | undefined;
  #turn: Promise<void> = Promise.resolve();

  /** @param port of a serial line */
  constructor(client: ModbusClient, bus: BusAddress, port?: RtuPort) {
    this.client = client;
    this.port = port;
    const parting =
      bus.kind === "serial" ? (partingCharacters * bitsPerByte * millisecondsPerSecond) / bus.baudRate : 0;
    this.#parting = bus.kind === "serial" ? Math.max(parting, shortestParting) : 0;
  }

  enter(asker: Asker): void {
    this.#askers.add(asker);
  }

  leave(asker: Asker): void {
    this.#askers.delete(asker);
  }

  /** Whether more than one slave is read: time that one wastes is lost to another. */
  get isShared(): boolean {
    return new Set(Array.from(this.#askers, ({ slave }) => slave)).size > 1;
  }

  /** Whether each of those that are read failed twice when it was asked last: then it may be the line. */
  get isDead(): boolean {
    return [...this.#askers].every(({ slave }) => (this.#failing.get(slave)?.times ?? 0) > 1);
  }

  /** How long a slave that keeps failing is to be left alone. */
  pauseOf(slave: number): Milliseconds {
    const failing = this.#failing.get(slave);
    return failing !== undefined && this.isShared ? Math.max(0, failing.until - performance.now()) : 0;
  }

  /** Waits until nobody else asks. @returns to be called when the request is over */
  async take(asker: Asker): Promise<(quiet: boolean) => void> {
    const { promise: mine, resolve } = Promise.withResolvers<void>();
    const before = this.#turn;
    this.#turn = mine;
    await before;
    this.settle(this.#lastAsker ?? asker);
    this.#lastAsker = asker;
    return (quiet) => {
      const pause = quiet ? quietTime : this.#parting;
      if (pause > 0) void sleep(pause).then(resolve);
      else resolve();
    };
  }

  /** Puts what the port has counted on the account of one. */
  settle(asker = this.#lastAsker): void {
    if (asker !== undefined && this.port !== undefined) asker.count(this.port.takeCounts());
  }

  answered(slave: number): void {
    this.#failing.delete(slave);
  }

  failed(slave: number): void {
    const times = (this.#failing.get(slave)?.times ?? 0) + 1;
    const pause = times === 1 ? 0 : Math.min(longestPause, firstPause * 2 ** (times - 2));
    this.#failing.set(slave, { times, until: performance.now() + pause });
  }
}
