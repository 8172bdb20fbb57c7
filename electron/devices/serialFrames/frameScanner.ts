import { longestFoundFrame } from "../../domain/frameFormat.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { ArrivalMarks } from "../serialPort/arrivalMarks.ts";

/** How frames are told from each other. */
export interface FrameShape {
  readonly sync: Uint8Array;
  /** Bytes of a frame; undefined: to be found from the spacing of the syncs. */
  readonly length: number | undefined;
  /** Lengths that are possible then; any from `shortest` on when undefined. */
  readonly lengths?: readonly number[] | undefined;
  readonly shortest: number;
  /** Whether the bytes from `at` on are a frame. Undefined: only the sync of the next frame tells that a frame is whole. */
  readonly isWhole: ((data: Buffer, at: number, length: number) => boolean) | undefined;
}

/** @param arrival of its first byte */
export type TakeFrame = (
  data: Buffer,
  at: number,
  length: number,
  arrival: UtcMilliseconds,
  rejectedBefore: number,
) => void;

const nothing = Buffer.alloc(0);

/**
 * Finds the frames in a stream of bytes. Where what should be a frame is none, one byte is rejected and the next sync is looked for:
 * a frame that follows damage is found even when it begins inside what looked like one. Without a checksum a frame counts only once
 * the sync of the next has come: one with a missing byte would otherwise be taken for good. (Data that hold the bytes of the sync at
 * the same place in every frame can then be taken for its beginning after damage, until they change: only a checksum tells.)
 */
export class FrameScanner {
  /** Whole ones, and their bytes. */
  frames = 0;
  taken = 0;
  rejected = 0;
  /** Frames that began where one was due, and were not whole. */
  damaged = 0;
  /** Places that looked like the beginning of a frame. */
  tried = 0;
  resynchronisations = 0;
  readonly #shape: FrameShape;
  readonly #sync: Buffer;
  readonly #longest: number;
  #length: number;
  #held = nothing;
  readonly #marks = new ArrivalMarks();
  /** Bytes rejected since the last frame. */
  #run = 0;
  #began = false;

  constructor(shape: FrameShape) {
    this.#shape = shape;
    this.#sync = Buffer.from(shape.sync);
    this.#length = shape.length ?? 0;
    this.#longest = shape.length ?? Math.max(...(shape.lengths ?? [longestFoundFrame]));
  }

  /** Of a frame; 0 while it is not known. */
  get length(): number {
    return this.#length;
  }

  get held(): number {
    return this.#held.length;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds, take: TakeFrame): void {
    const fresh = this.#held.length;
    const data = fresh === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#marks.add(fresh, arrival);
    const confirm = this.#shape.isWhole ? 0 : this.#sync.length;
    let at = 0;
    for (;;) {
      if (this.#length === 0) at = this.#findLength(data, at);
      if (this.#length === 0) break;
      const found = this.#findSync(data, at);
      this.#reject(found - at);
      at = found;
      if (this.#length === 0) continue;
      if (data.length - at < this.#length + confirm) break;
      this.tried += 1;
      if (!this.#isFrame(data, at)) {
        if (this.#run === 0 && this.#began) this.damaged += 1;
        this.#reject(1);
        at += 1;
        continue;
      }
      this.frames += 1;
      this.taken += this.#length;
      take(data, at, this.#length, this.#marks.arrivalOf(at), this.#run);
      this.#run = 0;
      this.#began = true;
      at += this.#length;
    }
    this.#marks.drop(at, data.length);
    // The chunk belongs to the port: what is kept longer is copied.
    this.#held = at === data.length ? nothing : Buffer.from(data.subarray(at));
  }

  #isFrame(data: Buffer, at: number): boolean {
    const { isWhole } = this.#shape;
    return isWhole ? isWhole(data, at, this.#length) : this.#isSync(data, at + this.#length);
  }

  #isSync(data: Buffer, at: number): boolean {
    const sync = this.#sync;
    for (let i = 0; i < sync.length; i++) if (data[at + i] !== sync[i]) return false;
    return true;
  }

  /** @returns where the next sync is, or what may become one: the end of the data at the latest */
  #findSync(data: Buffer, at: number): number {
    if (this.#isSync(data, at)) return at;
    const found = data.indexOf(this.#sync, at);
    if (found >= 0) return found;
    for (let begin = Math.max(at, data.length - this.#sync.length + 1); begin < data.length; begin++) {
      if (this.#sync.subarray(0, data.length - begin).equals(data.subarray(begin))) return begin;
    }
    return data.length;
  }

  /** Four syncs at equal distances give the length, the shortest such distance that may be. @returns where to go on */
  #findLength(data: Buffer, from: number): number {
    const places: number[] = [];
    for (let at = data.indexOf(this.#sync, from); at >= 0; at = data.indexOf(this.#sync, at + 1)) places.push(at);
    let shortest = Number.POSITIVE_INFINITY;
    for (const [i, first] of places.entries()) {
      for (let j = i + 1; j < places.length; j++) {
        const length = places[j]! - first;
        if (length > this.#longest || length >= shortest) break;
        if (!this.#mayBe(length)) continue;
        if (this.#isSync(data, first + 2 * length) && this.#isSync(data, first + 3 * length)) shortest = length;
      }
    }
    if (shortest !== Number.POSITIVE_INFINITY) {
      this.#length = shortest;
      return from;
    }
    const excess = data.length - from - 4 * this.#longest - this.#sync.length;
    if (excess <= 0) return from;
    this.#reject(excess);
    return from + excess;
  }

  #mayBe(length: number): boolean {
    const { lengths, shortest } = this.#shape;
    return length >= shortest && (lengths === undefined || lengths.includes(length));
  }

  #reject(count: number): void {
    if (count === 0) return;
    if (this.#run === 0 && this.#began) this.resynchronisations += 1;
    this.#run += count;
    this.rejected += count;
    // So much rubbish is no damage any more: the device sends another length.
    if (this.#shape.length === undefined && this.#length > 0 && this.#run > 4 * this.#longest) this.#length = 0;
  }
}
