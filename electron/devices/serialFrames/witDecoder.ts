import type { UtcMilliseconds } from "../../domain/units.ts";
import { checksum } from "../serialPort/checksums.ts";
import type { SampleSink, StreamDecoder } from "../serialPort/streamDecoder.ts";
import { FrameScanner } from "./frameScanner.ts";
import { hexOf } from "./hexOf.ts";
import { channelCountOf, firstType, type WitContent, witContents } from "./witContents.ts";

const frameLength = 11;

/**
 * The 11-byte frames of WitMotion's inertial sensors: 0x55, what it is, four int16, a sum. A device sends one frame for each thing
 * that it measures, in ascending order; those of one turn are one sample. A turn in which one is missing is lost; one in which only
 * a frame is missing that nobody wanted is not.
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
  /** Of a whole turn, frames included that nobody wants; 0 while no two undisturbed ones have come. */
  #turnBytes = 0;
  /** Between the last two samples; 0 when something was damaged between them. */
  #cleanBytes = 0;
  /** Since the last sample: all bytes, those of them that were rejected, and how often each sort of frame came. */
  #bytes = 0;
  #rejectedBytes = 0;
  readonly #came = new Uint16Array(16);

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
      this.#bytes += rejectedBefore + frameLength;
      this.#rejectedBytes += rejectedBefore;
      if (rejectedBefore > 0) this.#drop(this.#turn);
      this.#take(data, at, came, sink);
    });
    if (this.#scanner.rejected > before) this.lastRejected = hexOf(chunk, 0, chunk.length);
  }

  #take(data: Buffer, at: number, arrival: UtcMilliseconds, sink: SampleSink): void {
    const type = data[at + 1]!;
    this.#seen.set(type, (this.#seen.get(type) ?? 0) + 1);
    this.#came[type & 15]! += 1;
    const index = this.#wanted.findIndex((content) => witContents[content].type === type);
    if (index < 0) return;
    if (index !== this.#turn) this.#drop(this.#turn);
    if (index !== this.#turn) {
      this.#dropped += frameLength;
      return;
    }
    if (index === 0) this.#arrival = arrival;
    this.#read(data, at, index);
    this.#turn += 1;
    if (this.#turn < this.#wanted.length) return;
    this.#turn = 0;
    const lost = this.#lostTurns();
    if (lost > 0) sink.lost(lost);
    this.lastRejected = undefined;
    sink.sample(this.#values, this.#arrival);
  }

  #drop(frames: number): void {
    this.#dropped += frames * frameLength;
    this.#turn = 0;
  }

  /** Since the last sample: a frame that came once more began another turn, and there was room for as many as the bytes are long. */
  #lostTurns(): number {
    const turns = Math.max(...this.#came);
    const sorts = this.#came.reduce((count, times) => (times > 0 ? count + 1 : count), 0);
    const clean = this.#rejectedBytes === 0 && turns === 1 ? this.#bytes : 0;
    // Of one alone a frame may be missing without a trace.
    if (clean > 0 && clean === this.#cleanBytes) this.#turnBytes = clean;
    this.#cleanBytes = clean;
    const turnBytes = this.#turnBytes || frameLength * sorts;
    const lost = Math.max(turns, Math.round(this.#bytes / turnBytes)) - 1;
    this.#bytes = 0;
    this.#rejectedBytes = 0;
    this.#came.fill(0);
    return lost;
  }

  #read(data: Buffer, at: number, index: number): void {
    const { scale } = witContents[this.#wanted[index]!];
    const first = 3 * index;
    for (let axis = 0; axis < 3; axis++) this.#values[first + axis] = data.readInt16LE(at + 2 + 2 * axis) * scale;
    // The fourth number beside the acceleration is the temperature.
    if (data[at + 1] === firstType) this.#values[this.#values.length - 1] = data.readInt16LE(at + 8) / 100;
  }
}
