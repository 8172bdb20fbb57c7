import { Fault } from "../domain/fault.ts";

/** Writes the numbers of a model one after the other, little-endian. */
export class PayloadWriter {
  readonly #parts: Uint8Array[] = [];

  integer(value: number): this {
    return this.#put(4, (view) => view.setUint32(0, value, true));
  }

  /** Without their number: the reader must know it. */
  floats(values: ArrayLike<number>): this {
    return this.#put(4 * values.length, (view) => {
      for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
    });
  }

  /** As int16, without their number. */
  shorts(values: Int16Array): this {
    return this.#put(2 * values.length, (view) => {
      for (let i = 0; i < values.length; i++) view.setInt16(2 * i, values[i]!, true);
    });
  }

  bytes(values: Uint8Array): this {
    this.#parts.push(values);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  #put(length: number, fill: (view: DataView) => void): this {
    const part = new Uint8Array(length);
    fill(new DataView(part.buffer));
    return this.bytes(part);
  }
}

/**
 * Reads them back, and trusts nothing: every call checks that the bytes are there before it makes room for them.
 * All methods throw Fault BAD_ARTIFACT.
 */
export class PayloadReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @param least,most what is possible, both included */
  integer(least: number, most: number): number {
    const value = this.#view.getUint32(this.#take(4), true);
    this.demand(value >= least && value <= most, "its dimensions are impossible");
    return value;
  }

  floats(count: number): Float32Array<ArrayBuffer> {
    const start = this.#take(4 * count);
    const values = Float32Array.from({ length: count }, (_, i) => this.#view.getFloat32(start + 4 * i, true));
    this.demand(values.every(Number.isFinite), "it holds numbers that are not finite");
    return values;
  }

  shorts(count: number): Int16Array<ArrayBuffer> {
    const start = this.#take(2 * count);
    return Int16Array.from({ length: count }, (_, i) => this.#view.getInt16(start + 2 * i, true));
  }

  bytes(count: number): Uint8Array {
    const start = this.#take(count);
    return this.#bytes.subarray(start, start + count);
  }

  /** All that is left. */
  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at);
  }

  /** Nothing may be left. */
  end(): void {
    this.demand(this.#at === this.#bytes.length, "its length does not fit its dimensions");
  }

  demand(holds: boolean, reason: string): void {
    if (!holds) throw new Fault("BAD_ARTIFACT", `The micromodel cannot be used: ${reason}. Learn the component anew.`);
  }

  #take(count: number): number {
    const start = this.#at;
    this.demand(start + count <= this.#bytes.length, "it is too short");
    this.#at += count;
    return start;
  }
}
