import { setTimeout as sleep } from "node:timers/promises";
import { type UlBuffer, type Uldaq, ulErrors } from "../../../native/uldaq.ts";
import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds } from "../../domain/units.ts";
import type { SentBlock } from "../captureMessages.ts";
import { checkRate, offeredRates, rateNotOffered } from "../offeredRates.ts";
import { ScanBlocks } from "../scanBlocks.ts";
import type { MccCapture } from "./mccTask.ts";
import { type OpenBoard, rateBounds } from "./openBoard.ts";

/** Between two looks at how far the scan has come; the buffer holds many times as much. */
const lookEvery: Milliseconds = 20;
const bufferTime: Seconds = 2;

/** A capture of a board, look by look. */
export class BoardCapture {
  readonly #library: Uldaq;
  readonly #board: OpenBoard;
  readonly #task: MccCapture;
  readonly #buffer: UlBuffer;
  readonly #blocks: ScanBlocks;
  readonly #now: () => number;
  /** Scans that the buffer holds. */
  readonly #room: number;
  #taken = 0;

  constructor(library: Uldaq, board: OpenBoard, task: MccCapture, buffer: UlBuffer, now: () => number) {
    this.#library = library;
    this.#board = board;
    this.#task = task;
    this.#buffer = buffer;
    this.#room = buffer.samples.length / task.channelCount;
    this.#blocks = new ScanBlocks(task.channelCount, task.sampleRate);
    this.#now = now;
  }

  /** @throws Fault RATE_NOT_OFFERED when the board makes another rate of it; DEVICE_LOST */
  start(): void {
    const { address, channelCount, sampleRate: rate } = this.#task;
    const { handle, inputMode, range } = this.#board;
    const scan = { low: 0, high: channelCount - 1, inputMode, range: range.number, rate };
    this.#taken = 0;
    const started = this.#library.startScan(handle, scan, this.#buffer);
    if (started.code === ulErrors.badRate) {
      throw rateNotOffered(address, rate, offeredRates(...rateBounds(this.#library, handle, channelCount)));
    }
    if (started.code !== ulErrors.none) throw this.#lost(started.code);
    checkRate(address, rate, started.rate);
  }

  /** What has come since the last look. @throws Fault DEVICE_LOST */
  look(): SentBlock[] {
    const { handle } = this.#board;
    const progress = this.#library.scanProgress(handle);
    const now = this.#now();
    const overran = progress.code === ulErrors.overrun;
    if (progress.code !== ulErrors.none && !overran) throw this.#lost(progress.code);
    const blocks = this.#take(progress.scans, now);
    if (overran) {
      // The board has given up; what it had before is taken. How long it pauses now is measured when it goes on.
      this.#library.stopScan(handle);
      blocks.push(...this.#blocks.lose("unknown", { overrun: 1 }, now));
      this.start();
    } else if (!progress.running) {
      throw new Fault("DEVICE_LOST", `The MCC board ${this.#task.address} has stopped scanning. Plug it in again.`, {
        details: { address: this.#task.address },
      });
    }
    return blocks;
  }

  #take(scans: number, now: number): SentBlock[] {
    const blocks: SentBlock[] = [];
    if (scans - this.#taken > this.#room) {
      // Lapped: of what is left, the newer half is not about to be overwritten.
      const next = scans - Math.floor(this.#room / 2);
      blocks.push(...this.#blocks.lose(next - this.#taken, { overrun: 1 }, now - this.#duration(scans - this.#taken)));
      this.#taken = next;
    }
    const count = scans - this.#taken;
    if (count === 0) return blocks;
    const piece = this.#copy(this.#taken, count);
    // What the board has overwritten while it was copied cannot be told from what was copied in time.
    const after = this.#library.scanProgress(this.#board.handle).scans;
    const torn = Math.min(count, Math.max(0, after - this.#taken - this.#room));
    if (torn > 0) blocks.push(...this.#blocks.lose(torn, { overrun: 1 }, now - this.#duration(count)));
    blocks.push(...this.#blocks.add(piece.subarray(torn * this.#task.channelCount), count - torn, now));
    this.#taken = scans;
    return blocks;
  }

  /** Scans out of the ring, in order. */
  #copy(from: number, count: number): Float64Array {
    const width = this.#task.channelCount;
    const { samples } = this.#buffer;
    const piece = new Float64Array(count * width);
    const start = from % this.#room;
    const first = Math.min(count, this.#room - start);
    piece.set(samples.subarray(start * width, (start + first) * width));
    piece.set(samples.subarray(0, (count - first) * width), first * width);
    return piece;
  }

  #duration(scans: number): Milliseconds {
    return (scans / this.#task.sampleRate) * millisecondsPerSecond;
  }

  #lost(code: number): Fault {
    const { address } = this.#task;
    const reason = this.#library.errorText(code);
    const message = `The MCC board ${address} is gone (${reason}). Check its cable.`;
    return new Fault("DEVICE_LOST", message, { details: { address, reason } });
  }
}

/** Scans that the ring of a capture holds. */
export function ringLength(sampleRate: number): number {
  return Math.max(1024, Math.ceil(bufferTime * sampleRate));
}

/** Captures until the process ends or the board fails. */
export async function captureBoard(capture: BoardCapture, send: (block: SentBlock) => void): Promise<never> {
  while (true) {
    for (const block of capture.look()) send(block);
    await sleep(lookEvery);
  }
}
