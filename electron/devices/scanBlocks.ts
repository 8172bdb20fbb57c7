import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import { addTroubles } from "../domain/sourceTroubles.ts";
import {
  type Hertz,
  type Milliseconds,
  millisecondsPerSecond,
  type Seconds,
  type UtcMilliseconds,
} from "../domain/units.ts";
import type { SentBlock } from "./captureMessages.ts";
import { SampleClock } from "./sampleClock.ts";

const blockSeconds: Seconds = 0.1;

/**
 * Cuts the scans of a data acquisition box into blocks of a tenth of a second, or of one scan where they come more slowly. What a
 * box has lost is told by it, or measured by the clock once it goes on; either begins a new block.
 */
export class ScanBlocks {
  readonly #sampleRate: Hertz;
  readonly #clock: SampleClock;
  readonly #length: number;
  #channels: Float32Array<ArrayBuffer>[];
  #filled = 0;
  #lost: number | "unknown" = 0;
  #troubles: SourceTroubles | undefined;

  constructor(channelCount: number, sampleRate: Hertz) {
    this.#sampleRate = sampleRate;
    this.#clock = new SampleClock(sampleRate);
    this.#length = Math.max(1, Math.floor(blockSeconds * sampleRate));
    this.#channels = Array.from({ length: channelCount }, () => new Float32Array(this.#length));
  }

  /**
   * @param interleaved shape [scans × channels], copied
   * @param now when the last of them had been taken
   */
  add(interleaved: ArrayLike<number>, scans: number, now: UtcMilliseconds): SentBlock[] {
    const blocks: SentBlock[] = [];
    const width = this.#channels.length;
    for (let done = 0; done < scans; ) {
      const take = Math.min(scans - done, this.#length - this.#filled);
      for (let channel = 0; channel < width; channel++) {
        const samples = this.#channels[channel]!;
        for (let i = 0, at = done * width + channel; i < take; i++, at += width) {
          samples[this.#filled + i] = interleaved[at]!;
        }
      }
      this.#filled += take;
      done += take;
      if (this.#filled === this.#length) blocks.push(this.#complete(now - this.#duration(scans - done)));
    }
    return blocks;
  }

  /**
   * Scans are missing between those added before and those that follow.
   * @param scans `unknown` leaves it to the clock
   * @param now when the last of those before had been taken, as far as it is known
   */
  lose(scans: number | "unknown", troubles: SourceTroubles, now: UtcMilliseconds): SentBlock[] {
    const blocks = this.flush(now);
    this.#lost = scans === "unknown" || this.#lost === "unknown" ? "unknown" : this.#lost + scans;
    this.trouble(troubles);
    return blocks;
  }

  /** Something went wrong on the way that cost no scan. */
  trouble(troubles: SourceTroubles): void {
    this.#troubles = addTroubles(this.#troubles, troubles);
  }

  /** What stands in no block yet: after the last one nobody else would tell of it. */
  takeTroubles(): SourceTroubles | undefined {
    const troubles = this.#troubles;
    this.#troubles = undefined;
    return troubles;
  }

  /** What has been gathered so far, as a block. */
  flush(now: UtcMilliseconds): SentBlock[] {
    return this.#filled > 0 ? [this.#complete(now)] : [];
  }

  /** The last scan of the block was taken at `end`. */
  #complete(end: UtcMilliseconds): SentBlock {
    const length = this.#filled;
    const arrival = end - this.#duration(length);
    const lost = this.#lost === "unknown" ? Math.max(1, this.#clock.missing(arrival)) : this.#lost;
    const channels = this.#channels.map((samples) => (length === samples.length ? samples : samples.slice(0, length)));
    const stamp = this.#clock.stamp(arrival, length, lost);
    const block = { ...stamp, sampleRate: this.#sampleRate, channels, troubles: this.takeTroubles() };
    this.#channels = this.#channels.map(() => new Float32Array(this.#length));
    this.#filled = 0;
    this.#lost = 0;
    return block;
  }

  #duration(scans: number): Milliseconds {
    return (scans / this.#sampleRate) * millisecondsPerSecond;
  }
}
