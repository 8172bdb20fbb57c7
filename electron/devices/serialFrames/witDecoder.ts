import type { UtcMilliseconds } from "../../domain/units.ts";
import { checksum } from "../serialPort/checksums.ts";
import type { SampleSink, StreamDecoder } from "../serialPort/streamDecoder.ts";
import { FrameScanner } from "./frameScanner.ts";
import { hexOf } from "./hexOf.ts";
import { channelCountOf, firstType, type WitContent, witContents } from "./witContents.ts";

const frameLength = 11;

/**
 * The 11-byte frames of WitMotion's inertial sensors: 0x55, what it is, four int16, a sum. A device sends one frame for each thing
 * that it measures, in ascending order; those of one turn are one sample. A turn in which one is missing is lost.
 */
export class WitDecoder implements StreamDecoder {
  lastRejected: string | undefined;
  readonly #scanner = new FrameScanner({
    sync: Uint8Array.of(0x55),
    length: frameLength,
    shortest: frameLength,
    isWhole: (data, at) => (data[at + 1]! & 0xf0) === 0x50 && checksum("mod-256", data, at, at + 10) === data[at + 10],
  });
  readonly #wanted: readonly WitContent[];
  readonly #seen: Map<number, number>;
  readonly #values: Float64Array;
  /** Frames of the turn that is not complete, and when its first byte came. */
  #turn = 0;
  #arrival: UtcMilliseconds = 0;
  /** Bytes of turns that were not completed. */
  #dropped = 0;
  /** Bytes rejected and dropped since the last sample. */
  #missed = 0;

  /**
   * @param wanted in ascending order of their frames
   * @param seen counts the frames that come by their sort, whether wanted or not
   */
  constructor(wanted: readonly WitContent[], seen = new Map<number, number>()) {
    this.#wanted = wanted;
    this.#seen = seen;
    this.#values = new Float64Array(channelCountOf(wanted));
  }

  get taken(): number {
    return this.#scanner.taken - this.#dropped - this.#turn * frameLength;
  }
  get rejected(): number {
    return this.#scanner.rejected + this.#dropped;
  }
  get held(): number {
    return this.#scanner.held + this.#turn * frameLength;
  }
  get checksumErrors(): number {
    return this.#scanner.damaged;
  }
  get resynchronisations(): number {
    return this.#scanner.resynchronisations;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds, sink: SampleSink): void {
    const before = this.#scanner.rejected;
    this.#scanner.push(chunk, arrival, (data, at, _length, came, rejectedBefore) => {
      if (rejectedBefore > 0) {
        this.#missed += rejectedBefore;
        this.#drop(this.#turn);
      }
      this.#take(data, at, came, sink);
    });
    if (this.#scanner.rejected > before) this.lastRejected = hexOf(chunk, 0, chunk.length);
  }

  #take(data: Buffer, at: number, arrival: UtcMilliseconds, sink: SampleSink): void {
    const type = data[at + 1]!;
    this.#seen.set(type, (this.#seen.get(type) ?? 0) + 1);
    const index = this.#wanted.findIndex((content) => witContents[content].type === type);
    if (index < 0) return;
    if (index !== this.#turn) this.#drop(this.#turn);
    if (index !== this.#turn) {
      this.#dropped += frameLength;
      this.#missed += frameLength;
      return;
    }
    if (index === 0) this.#arrival = arrival;
    this.#read(data, at, index);
    this.#turn += 1;
    if (this.#turn < this.#wanted.length) return;
    this.#turn = 0;
    // Another sort of frame may have been the damaged one: only as many bytes as a turn has are a lost turn.
    if (this.#missed > 0) sink.lost(Math.round(this.#missed / (frameLength * this.#wanted.length)));
    this.#missed = 0;
    this.lastRejected = undefined;
    sink.sample(this.#values, this.#arrival);
  }

  #drop(frames: number): void {
    this.#dropped += frames * frameLength;
    this.#missed += frames * frameLength;
    this.#turn = 0;
  }

  #read(data: Buffer, at: number, index: number): void {
    const { scale } = witContents[this.#wanted[index]!];
    const first = 3 * index;
    for (let axis = 0; axis < 3; axis++) this.#values[first + axis] = data.readInt16LE(at + 2 + 2 * axis) * scale;
    // The fourth number beside the acceleration is the temperature.
    if (data[at + 1] === firstType) this.#values[this.#values.length - 1] = data.readInt16LE(at + 8) / 100;
  }
}
