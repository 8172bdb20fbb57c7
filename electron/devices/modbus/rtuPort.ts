import { EventEmitter } from "node:events";
import type { SerialPort } from "serialport";

/** Slave, function, byte count, checksum. */
const frameOverhead = 5;
const shortestRequest = 8;

/**
 * A serial port as `modbus-serial` wants it: cuts answers out of the stream by the slave and function that were asked. Every byte that
 * belongs to none is counted: an answer to an earlier request that came too late must never be taken for one to the present.
 */
export class RtuPort extends EventEmitter {
  /** Since `takeCounts`. */
  #rejectedBytes = 0;
  #resynchronisations = 0;
  readonly #serial: SerialPort;
  #request: Buffer | undefined;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(serial: SerialPort) {
    super();
    this.#serial = serial;
    serial.on("data", (chunk: Buffer) => this.#take(chunk));
    serial.on("error", (error: Error) => this.emit("error", error));
    serial.on("close", () => this.emit("close"));
  }

  get isOpen(): boolean {
    return this.#serial.isOpen;
  }

  /** It was opened before. */
  open(callback: (error?: Error) => void): void {
    callback();
  }

  close(callback: (error?: Error | null) => void): void {
    this.#serial.close(callback);
  }

  /** What is still there belongs to nothing. */
  write(request: Buffer): void {
    this.abandon();
    this.#request = request;
    this.#serial.write(request);
  }

  /** Nobody waits for an answer any more. */
  abandon(): void {
    this.#rejectedBytes += this.#buffer.length;
    this.#buffer = Buffer.alloc(0);
    this.#request = undefined;
  }

  /** An answer turned out to be damaged. */
  reject(bytes: number): void {
    this.#rejectedBytes += bytes;
  }

  /** Counted since the last call. */
  takeCounts(): { readonly rejectedBytes: number; readonly resynchronisations: number } {
    const counts = { rejectedBytes: this.#rejectedBytes, resynchronisations: this.#resynchronisations };
    this.#rejectedBytes = 0;
    this.#resynchronisations = 0;
    return counts;
  }

  #take(chunk: Buffer): void {
    const request = this.#request;
    if (request === undefined) {
      this.#rejectedBytes += chunk.length;
      return;
    }
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    // adapters on two wires may hear what they send
    if (this.#buffer.length >= shortestRequest && this.#buffer.subarray(0, request.length).equals(request)) {
      this.#buffer = this.#buffer.subarray(request.length);
    }
    const length = frameOverhead + 2 * request.readUInt16BE(4);
    for (let start = 0; start + frameOverhead <= this.#buffer.length; start++) {
      if (this.#buffer[start] !== request[0]) continue;
      const code = this.#buffer[start + 1]!;
      const isAnswer = code === request[1] && this.#buffer[start + 2] === length - frameOverhead;
      const isRefusal = code === (0x80 | request[1]!);
      if (!isAnswer && !isRefusal) continue;
      const end = start + (isAnswer ? length : frameOverhead);
      if (end > this.#buffer.length) break;
      this.#answer(start, end);
      return;
    }
    this.#bound(2 * length);
  }

  #answer(start: number, end: number): void {
    const answer = this.#buffer.subarray(start, end);
    if (start > 0) this.#resynchronisations += 1;
    this.#rejectedBytes += start;
    this.#buffer = this.#buffer.subarray(end);
    this.abandon();
    this.emit("data", answer);
  }

  /** Whatever babbles does not fill the memory. */
  #bound(most: number): void {
    const surplus = this.#buffer.length - most;
    if (surplus <= 0) return;
    this.#rejectedBytes += surplus;
    this.#buffer = this.#buffer.subarray(surplus);
  }
}
