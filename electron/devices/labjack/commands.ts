import type { Socket } from "node:net";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { connectTo } from "./connectTo.ts";

const answerWithin: Milliseconds = 2000;
const readRegisters = 3;
const writeRegisters = 16;
const unit = 1;
const longestAnswer = 6 + 255;
/** Where a device explains the error it has just answered with. */
const errorDetail = 55_000;

interface Waiting {
  readonly transaction: number;
  resolve(body: Buffer): void;
  reject(fault: Fault): void;
}

/** The command connection of a T-series device: Modbus TCP, one request after the other. */
export class Commands implements Disposable {
  readonly #address: string;
  readonly #socket: Socket;
  #transaction = 0;
  #received = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  private constructor(address: string, socket: Socket) {
    this.#address = address;
    this.#socket = socket;
    socket.on("data", (chunk) => this.#take(chunk as Buffer));
    socket.once("close", () => this.#waiting?.reject(this.#lost("it has closed the connection")));
  }

  /** @throws Fault DEVICE_MISSING */
  static async open(address: string, port: number, stop: AbortSignal): Promise<Commands> {
    return new Commands(address, await connectTo(address, port, stop));
  }

  /** @returns the registers' bytes, big-endian. @throws Fault DEVICE_LOST, BAD_INPUT when the device refuses */
  async read(register: number, count: number): Promise<Buffer> {
    const request = Buffer.alloc(5);
    request.writeUInt8(readRegisters, 0);
    request.writeUInt16BE(register, 1);
    request.writeUInt16BE(count, 3);
    const answer = await this.#ask(request);
    if (answer.length < 2 + 2 * count) throw this.#lost(`it answered too little for register ${register}`);
    return answer.subarray(2, 2 + 2 * count);
  }

  async readFloat(register: number): Promise<number> {
    return (await this.read(register, 2)).readFloatBE(0);
  }

  async readWhole(register: number): Promise<number> {
    return (await this.read(register, 2)).readUInt32BE(0);
  }

  writeFloat(register: number, value: number): Promise<void> {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatBE(value);
    return this.#write(register, bytes);
  }

  /** Of 32 bits, as nearly all registers of these devices. */
  writeWhole(register: number, value: number): Promise<void> {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return this.#write(register, bytes);
  }

  writeShort(register: number, value: number): Promise<void> {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return this.#write(register, bytes);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #write(register: number, bytes: Buffer): Promise<void> {
    const request = Buffer.alloc(6);
    request.writeUInt8(writeRegisters, 0);
    request.writeUInt16BE(register, 1);
    request.writeUInt16BE(bytes.length / 2, 3);
    request.writeUInt8(bytes.length, 5);
    await this.#ask(Buffer.concat([request, bytes]));
  }

  async #ask(request: Buffer, explain = true): Promise<Buffer> {
    const answer = await this.#exchange(request);
    if (answer[0] === request[0]) return answer;
    const detail = explain ? await this.#detail() : "";
    const register = request.readUInt16BE(1);
    const reason = `Modbus exception ${answer[1] ?? "?"} at register ${register}${detail}`;
    const message = `The LabJack ${this.#address} does not take a setting (${reason}). Check channels, range and sample rate.`;
    throw new Fault("BAD_INPUT", message, { details: { address: this.#address, reason, register } });
  }

  async #detail(): Promise<string> {
    const request = Buffer.from([readRegisters, errorDetail >> 8, errorDetail & 0xff, 0, 1]);
    const answer = await this.#ask(request, false).catch(() => undefined);
    return answer && answer.length >= 4 ? `, device error ${answer.readUInt16BE(2)}` : "";
  }

  #exchange(request: Buffer): Promise<Buffer> {
    if (this.#socket.destroyed) return Promise.reject(this.#lost("it has closed the connection"));
    this.#transaction = (this.#transaction + 1) % 65_536;
    const transaction = this.#transaction;
    const header = Buffer.alloc(7);
    header.writeUInt16BE(transaction, 0);
    header.writeUInt16BE(request.length + 1, 4);
    header.writeUInt8(unit, 6);
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const timer = setTimeout(() => reject(this.#lost(`no answer within ${answerWithin / 1000} s`)), answerWithin);
    this.#waiting = { transaction, resolve, reject };
    this.#socket.write(Buffer.concat([header, request]));
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting = undefined;
    });
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 7) {
      const length = 6 + this.#received.readUInt16BE(4);
      if (this.#received.readUInt16BE(2) !== 0 || length > longestAnswer || length < 8) {
        // There is no way to find the next answer in a stream that is not Modbus.
        this.#waiting?.reject(this.#lost("it answers something other than Modbus"));
        this.#socket.destroy();
        return;
      }
      if (this.#received.length < length) return;
      const answer = this.#received.subarray(0, length);
      this.#received = this.#received.subarray(length);
      // An answer to a question that was given up comes late.
      if (answer.readUInt16BE(0) === this.#waiting?.transaction) this.#waiting.resolve(answer.subarray(7));
    }
  }

  #lost(reason: string): Fault {
    const address = this.#address;
    const message = `The LabJack ${address} is gone (${reason}). Check its cable and power.`;
    return new Fault("DEVICE_LOST", message, { details: { address, reason } });
  }
}
