import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { Bus, Reading } from "./bus.ts";
import { decodeRegisters, type ReadRegisters } from "./decodeRegisters.ts";
import { bitsPerByte } from "./line.ts";
import type { SlaveTask } from "./modbusTask.ts";
import { planRequests, type ReadRequest, servedBy } from "./planRequests.ts";

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
/** A slave needs some time to think, besides that for the bytes; others on its line wait for that. */
const thinking = { serial: 500, shared: 300, network: 900 } as const;
const frameOverhead = 13;
/** Codes of the protocol that asking again does not change: no such function, register, or value. */
const forGood = [1, 2, 3];

/** How long an answer may take. */
function answerTime({ bus }: SlaveTask, { count }: ReadRequest, isShared: boolean): Milliseconds {
  if (bus.kind === "network") return thinking.network;
  return (
    thinking[isShared ? "shared" : "serial"] +
    ((frameOverhead + 2 * count) * bitsPerByte * millisecondsPerSecond) / bus.baudRate
  );
}

/**
 * Reads all registers of a map, once every interval, for as long as the reader wants. A reading that fails is tried again until the next
 * is due; one that stays without answer is a lost sample, and never the one before once more.
 * @param now the time line of the station
 * @param stop ends it
 * @throws Fault DEVICE_STALLED when nothing comes for long; BAD_INPUT when the slave has no such registers; DEVICE_LOST
 */
export async function* pollRegisters(
  bus: Bus,
  task: SlaveTask,
  now: () => UtcMilliseconds,
  stop: AbortSignal,
): AsyncGenerator<Poll> {
  const interval = millisecondsPerSecond / task.sampleRate;
  const requests = planRequests(task.map);
  const patience = Math.max(silentFor, 2 * Math.max(...requests.map((request) => answerTime(task, request, false))));
  const begin = now();
  let failingSince: UtcMilliseconds | undefined;
  let answered = false;
  let lost = 0;
  for (let slot = 0; ; ) {
    let time = begin + slot * interval;
    await until(time, now, stop);
    for (;;) {
      const wanted = now();
      if (!(await bus.ready(stop))) return;
      // What is read belongs to the time at which it is.
      const missed = Math.max(0, Math.floor((now() - time) / interval));
      lost += missed;
      slot += missed;
      time = begin + slot * interval;
      const found = await readAll(bus, task, requests);
      if (found.kind === "values") {
        yield { time, lostBefore: answered ? lost : 0, values: found.values };
        answered = true;
        lost = 0;
        failingSince = undefined;
        break;
      }
      failingSince ??= wanted;
      const fault = faultOf(task, found, answered, now() + bus.pause - failingSince >= patience);
      if (fault !== undefined) throw fault;
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

async function readAll(bus: Bus, task: SlaveTask, requests: readonly ReadRequest[]): Promise<Outcome> {
  const read: ReadRegisters[] = [];
  for (const request of requests) {
    const reading = await bus.read(request, answerTime(task, request, bus.isShared));
    if (reading.kind !== "registers") return { ...reading, request };
    read.push({ request, registers: reading.registers });
  }
  const values = decodeRegisters(task.map, read);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return { kind: "values", values };
  const reason = `"${task.map.registers[broken]!.name}" is no number`;
  return { kind: "damaged", reason, request: requests[0]! };
}

function faultOf(task: SlaveTask, failure: Failure, answered: boolean, isLong: boolean): Fault | undefined {
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
function sentenceOf({ address, slave, bus }: SlaveTask, failure: Pick<Failure, "kind"> & { reason?: string }): string {
  const wires =
    bus.kind === "serial"
      ? "baud rate, parity, wiring (A and B swapped?) and slave address"
      : "slave address and gateway";
  if (failure.kind === "silent") return `Slave ${slave} at ${address} does not answer. Check ${wires}.`;
  if (failure.kind === "refused") return `Slave ${slave} at ${address} refuses to be read: ${failure.reason}.`;
  return `What slave ${slave} at ${address} answers cannot be used: ${failure.reason}. Check ${wires}.`;
}

async function until(time: UtcMilliseconds, now: () => UtcMilliseconds, stop: AbortSignal): Promise<void> {
  const wait = time - now();
  if (wait > 0) await sleep(wait, undefined, { signal: stop }).catch(() => {});
}
