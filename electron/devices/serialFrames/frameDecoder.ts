import { checksumSize } from "../../domain/checksumKinds.ts";
import { type FrameFormat, fieldSize } from "../../domain/frameFormat.ts";
import { syncBytes } from "../../domain/parseFrameFormat.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { checksum } from "../serialPort/checksums.ts";
import type { SampleSink, StreamDecoder } from "../serialPort/streamDecoder.ts";
import { fieldReader, type ReadNumber } from "./fieldReaders.ts";
import { FrameScanner, type FrameShape } from "./frameScanner.ts";
import { hexOf } from "./hexOf.ts";

interface Reader {
  readonly read: ReadNumber;
  readonly at: number;
  readonly stride: number;
  readonly scale: number;
  readonly offset: number;
}

const largest = 3.402_823_466e38;

/** Frames as somebody described them. What is lost is estimated from the rejected bytes: a frame with some bytes missing is one lost frame. */
export class FrameDecoder implements StreamDecoder {
  lastRejected: string | undefined;
  readonly #scanner: FrameScanner;
  readonly #readers: readonly Reader[];
  readonly #samples: number;
  readonly #hasChecksum: boolean;
  readonly #values: Float64Array;
  /** Whether a field can hold what is no number; whole numbers always are. */
  readonly #mayFail: boolean;
  /** Bytes of whole frames with such a field. */
  #unusable = 0;

  constructor(format: FrameFormat) {
    const { endian = "little", samples = 1, stride = 0 } = format;
    this.#samples = samples;
    this.#readers = format.fields.map((field) => ({
      read: fieldReader(field.type, field.endian ?? endian),
      at: field.at,
      stride: field.stride ?? stride,
      scale: field.scale ?? 1,
      offset: field.offset ?? 0,
    }));
    const huge = this.#readers.some(({ scale, offset }) => Math.abs(scale) * 2 ** 32 + Math.abs(offset) > largest);
    this.#mayFail = huge || format.fields.some((field) => field.type.startsWith("float"));
    this.#hasChecksum = format.checksum !== undefined;
    this.#values = new Float64Array(format.fields.length);
    this.#scanner = new FrameScanner(shapeOf(format));
  }

  get taken(): number {
    return this.#scanner.taken - this.#unusable;
  }
  get rejected(): number {
    return this.#scanner.rejected + this.#unusable;
  }
  get held(): number {
    return this.#scanner.held;
  }
  get checksumErrors(): number {
    return this.#hasChecksum ? this.#scanner.damaged : 0;
  }
  get resynchronisations(): number {
    return this.#scanner.resynchronisations;
  }
  /** Of a frame; 0 while it is not known. */
  get length(): number {
    return this.#scanner.length;
  }
  /** Whole ones. */
  get frames(): number {
    return this.#scanner.frames;
  }
  /** How often a frame seemed to begin. */
  get tried(): number {
    return this.#scanner.tried;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds, sink: SampleSink): void {
    const before = this.#scanner.rejected;
    this.#scanner.push(chunk, arrival, (data, at, length, came, rejectedBefore) => {
      // A frame that lost up to three quarters of its bytes was one; a few stray bytes were none.
      if (rejectedBefore > 0) sink.lost(Math.floor(rejectedBefore / length + 0.75) * this.#samples);
      if (this.#mayFail && !this.#isSound(data, at)) {
        this.#unusable += length;
        this.lastRejected = hexOf(data, at, at + length);
        sink.lost(this.#samples);
        return;
      }
      this.lastRejected = undefined;
      for (let index = 0; index < this.#samples; index++) {
        this.#decode(data, at, index);
        sink.sample(this.#values, came);
      }
    });
    if (this.#scanner.rejected > before) this.lastRejected = hexOf(chunk, 0, chunk.length);
  }

  #decode(data: Buffer, at: number, index: number): void {
    const values = this.#values;
    for (let i = 0; i < values.length; i++) {
      const { read, at: place, stride, scale, offset } = this.#readers[i]!;
      values[i] = read(data, at + place + index * stride) * scale + offset;
    }
  }

  /** Whether all numbers of a frame are some, and fit into what samples are kept in. */
  #isSound(data: Buffer, at: number): boolean {
    for (let index = 0; index < this.#samples; index++) {
      this.#decode(data, at, index);
      if (!this.#values.every((value) => value <= largest && value >= -largest)) return false;
    }
    return true;
  }
}

function shapeOf(format: FrameFormat): FrameShape {
  const { samples = 1, stride = 0, endian = "little" } = format;
  const sync = Uint8Array.from(syncBytes(format.sync));
  const ends = format.fields.map(
    (field) => field.at + (samples - 1) * (field.stride ?? stride) + fieldSize(field.type),
  );
  const sum = format.checksum;
  const size = sum ? checksumSize(sum.kind) : 0;
  if (sum) ends.push(sum.at < 0 ? -sum.at : sum.at + size);
  if (sum?.to !== undefined) ends.push(sum.to < 0 ? (sum.from ?? 0) - sum.to + 1 : sum.to);
  const read = fieldReader(size === 4 ? "uint32" : size === 2 ? "uint16" : "uint8", sum?.endian ?? endian);
  const isWhole = (data: Buffer, at: number, length: number) => {
    const { kind, from = 0, at: place, to = place } = sum!;
    const placed = (byte: number) => at + (byte < 0 ? length + byte : byte);
    return checksum(kind, data, at + from, placed(to)) === read(data, placed(place));
  };
  return {
    sync,
    length: format.length,
    lengths: format.lengths,
    shortest: Math.max(sync.length + 1, ...ends),
    isWhole: sum ? isWhole : undefined,
  };
}
