import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { Bus, Reading } from "./bus.ts";
import { decodeRegisters, type ReadRegisters } from "./decodeRegisters.ts";
import type { ModbusTask } from "./modbusTask.ts";
import { planRequests, type ReadRequest, servedBy } from "./planRequests.ts";

type PollTask = Extract<ModbusTask, { readonly map: unknown }>;

/** All values of one moment. */
export interface Poll {
  /** When it was due: samples lie on a grid, whatever the bus takes to answer. */
  readonly time: UtcMilliseconds;
  /** Polls that brought nothing since the one before; 0 before the first. */
  readonly lostBefore: number;
  /** Shape [entries of the map]. */
  readonly values: readonly number[];
}

/** A device that answers nothing for this long has stalled. */
const silentFor: Milliseconds = 2200;
/** Share of the interval after which the next poll is waited for. */
const lastTry = 0.75;
/** A slave needs some time to think, besides that for the bytes. */
const thinking = { serial: 500, network: 900 } as const;
/** A byte on a line: start, eight bits, parity, stop. */
const bitsPerByte = 11;
const frameOverhead = 13;
/** Codes of the protocol that asking again does not change: no such function, register, or value. */
const forGood = [1, 2, 3];

/** How long an answer may take. */
export function answerTime({ bus }: PollTask, { count }: ReadRequest): Milliseconds {
  if (bus.kind === "network") return thinking.network;
  return thinking.serial + ((frameOverhead + 2 * count) * bitsPerByte * millisecondsPerSecond) / bus.baudRate;
}

/**
 * Reads all registers of a map, once every interval, for as long as the reader wants. A reading that fails is tried again until the next
 * is due; one that stays without answer is a lost sample, and never the one before once more.
 * @param now the time line of the station
 * @throws Fault DEVICE_STALLED when nothing comes for long; BAD_INPUT when the slave has no such registers; DEVICE_LOST
 */
export async function* pollRegisters(bus: Bus, task: PollTask, now: () => UtcMilliseconds): AsyncGenerator<Poll> {
  const interval = millisecondsPerSecond / task.sampleRate;
  const requests = planRequests(task.map);
  const patience = Math.max(silentFor, 2 * Math.max(...requests.map((request) => answerTime(task, request))));
  const begin = now();
  let failingSince: UtcMilliseconds | undefined;
  let answered = false;
  let lost = 0;
  for (let slot = 0; ; ) {
    const time = begin + slot * interval;
    await until(time, now);
    for (;;) {
      const asked = now();
      const found = await readAll(bus, task, requests);
      if (found.kind === "values") {
        yield { time, lostBefore: answered ? lost : 0, values: found.values };
        answered = true;
        lost = 0;
        failingSince = undefined;
        break;
      }
      failingSince ??= asked;
      const fault = faultOf(task, found, answered, now() - failingSince >= patience);
      if (fault !== undefined) throw fault;
      // of one that came damaged nothing more is to come
      if (found.kind === "silent") await bus.quiet();
      if (now() - time >= lastTry * interval) {
        lost += 1;
        break;
      }
    }
    slot += 1;
    const due = Math.floor((now() - begin) / interval);
    lost += Math.max(0, due - slot);
    slot = Math.max(slot, due);
  }
}

type Failure = Exclude<Reading, { kind: "registers" }> & { readonly request: ReadRequest };
type Outcome = { readonly kind: "values"; readonly values: readonly number[] } | Failure;

async function readAll(bus: Bus, task: PollTask, requests: readonly ReadRequest[]): Promise<Outcome> {
  const read: ReadRegisters[] = [];
  for (const request of requests) {
    const reading = await bus.read(task.slave, request, answerTime(task, request));
    if (reading.kind !== "registers") return { ...reading, request };
    read.push({ request, registers: reading.registers });
  }
  const values = decodeRegisters(task.map, read);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return { kind: "values", values };
  const reason = `"${task.map.registers[broken]!.name}" is no number`;
  return { kind: "damaged", reason, request: requests[0]! };
}

function faultOf(task: PollTask, failure: Failure, answered: boolean, isLong: boolean): Fault | undefined {
  const { address, slave } = task;
  const details = { address, slave };
  if (failure.kind === "gone") {
    return new Fault(
      "DEVICE_LOST",
      `The connection to ${address} is gone: ${failure.reason}. Check cable and device.`,
      {
        details,
      },
    );
  }
  if (failure.kind === "refused" && forGood.includes(failure.code) && !answered) {
    const { address: first, count } = failure.request;
    const names = servedBy(failure.request, task.map).slice(0, 3).join(", ");
    const message = `Slave ${slave} at ${address} refuses registers ${first} to ${first + count - 1} (${names}): ${failure.reason}. Correct the register map.`;
    return new Fault("BAD_INPUT", message, { details: { ...details, register: first, count } });
  }
  if (!isLong) return undefined;
  return new Fault("DEVICE_STALLED", sentenceOf(task, failure), { details });
}

/** Why nothing comes, and what to do. */
export function sentenceOf(
  { address, slave, bus }: PollTask,
  failure: Pick<Failure, "kind"> & { reason?: string },
): string {
  const wires =
    bus.kind === "serial"
      ? "baud rate, parity, wiring (A and B swapped?) and slave address"
      : "slave address and gateway";
  if (failure.kind === "silent") return `Slave ${slave} at ${address} does not answer. Check ${wires}.`;
  if (failure.kind === "refused") return `Slave ${slave} at ${address} refuses to be read: ${failure.reason}.`;
  return `What slave ${slave} at ${address} answers cannot be used: ${failure.reason}. Check ${wires}.`;
}

async function until(time: UtcMilliseconds, now: () => UtcMilliseconds): Promise<void> {
  const wait = time - now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}
