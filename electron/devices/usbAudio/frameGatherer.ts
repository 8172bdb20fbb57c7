import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { SentBlock } from "../captureMessages.ts";
import { SampleClock } from "../sampleClock.ts";
import { splitChannels } from "./splitChannels.ts";

const blockSeconds = 0.1;
/** After an overrun the sound system may still hold samples from before it was noticed; by then it has handed them over. */
const settlingTime: Milliseconds = 300;

/**
 * Gathers interleaved frames into blocks of a tenth of a second. An overrun begins a block of its own; how many samples it cost
 * is known once the device is followed in real time again, so the blocks after it are held back for that long.
 */
export class FrameGatherer {
  readonly #sampleRate: Hertz;
  readonly #channelCount: number;
  readonly #clock: SampleClock;
  readonly #length: number;
  readonly #frames: Float32Array;
  #filled = 0;
  #end: UtcMilliseconds = 0;
  #settled: UtcMilliseconds | undefined;
  /** Not told of yet. */
  #overruns = 0;
  #held: Float32Array<ArrayBuffer>[][] = [];

  constructor(channelCount: number, sampleRate: Hertz) {
    this.#sampleRate = sampleRate;
    this.#channelCount = channelCount;
    this.#clock = new SampleClock(sampleRate);
    this.#length = Math.max(1, Math.floor(blockSeconds * sampleRate));
    this.#frames = new Float32Array(this.#length * channelCount);
  }

  /**
   * @param interleaved shape [frames × channels], copied
   * @param now when they were handed over
   * @param left frames that were taken after them and are still to be handed over
   * @param overrun samples are missing before them
   * @returns the blocks that are complete and whose time is known
   */
  add(interleaved: Float32Array, now: UtcMilliseconds, left: number, overrun: boolean): SentBlock[] {
    const blocks: SentBlock[] = [];
    const end = now - this.#duration(left);
    if (overrun) {
      if (this.#filled > 0) blocks.push(...this.#complete(this.#end));
      blocks.push(...this.#settle(this.#end));
      this.#settled = now + settlingTime;
      this.#overruns += 1;
    }
    const total = interleaved.length / this.#channelCount;
    for (let done = 0; done < total; ) {
      const take = Math.min(total - done, this.#length - this.#filled);
      const piece = interleaved.subarray(done * this.#channelCount, (done + take) * this.#channelCount);
      this.#frames.set(piece, this.#filled * this.#channelCount);
      this.#filled += take;
      done += take;
      if (this.#filled === this.#length) blocks.push(...this.#complete(end - this.#duration(total - done)));
    }
    this.#end = end;
    if (this.#settled !== undefined && now >= this.#settled) blocks.push(...this.#settle(end));
    return blocks;
  }

  /** Closes the block that is being filled; its last frame was taken at `end`. */
  #complete(end: UtcMilliseconds): SentBlock[] {
    const channels = splitChannels(this.#frames, this.#filled, this.#channelCount);
    const arrival = end - this.#duration(this.#filled);
    this.#filled = 0;
    if (this.#settled === undefined) return [this.#stamp(channels, arrival, 0)];
    this.#held.push(channels);
    return [];
  }

  /** Lets go of what was held back: counted from `end` backwards, without a hole, it tells when the overrun was over. */
  #settle(end: UtcMilliseconds): SentBlock[] {
    const held = this.#held;
    let arrival = end - this.#duration(held.reduce((sum, channels) => sum + channels[0]!.length, this.#filled));
    let lost = Math.max(1, this.#clock.missing(arrival));
    this.#held = [];
    this.#settled = undefined;
    return held.map((channels) => {
      const block = this.#stamp(channels, arrival, lost);
      arrival += this.#duration(channels[0]!.length);
      lost = 0;
      return block;
    });
  }

  #stamp(channels: Float32Array<ArrayBuffer>[], arrival: UtcMilliseconds, lost: number): SentBlock {
    const stamp = this.#clock.stamp(arrival, channels[0]!.length, lost);
    const overrun = this.#overruns;
    this.#overruns = 0;
    return { ...stamp, sampleRate: this.#sampleRate, channels, ...(overrun > 0 && { troubles: { overrun } }) };
  }

  #duration(frames: number): Milliseconds {
    return (frames / this.#sampleRate) * millisecondsPerSecond;
  }
}
