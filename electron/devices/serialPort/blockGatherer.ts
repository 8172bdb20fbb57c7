import type { Hertz, UtcMilliseconds } from "../../domain/units.ts";
import { SampleClock, type Stamp } from "../sampleClock.ts";
import type { SampleSink } from "./streamDecoder.ts";

/** A block without its place in the capture. */
export interface Gathered extends Stamp {
  readonly channels: Float32Array<ArrayBuffer>[];
}

const blockSeconds = 0.1;

/** Gathers samples into blocks of a tenth of a second. Where samples were lost the block is cut; what was lost before the first is not counted: nothing was measured yet. */
export class BlockGatherer implements SampleSink {
  readonly clock: SampleClock;
  /** Samples since the beginning. */
  samples = 0;
  /** Samples lost since the first. */
  lostSamples = 0;
  readonly #channelCount: number;
  readonly #length: number;
  readonly #deliver: (block: Gathered) => void;
  #channels: Float32Array<ArrayBuffer>[] = [];
  #filled = 0;
  #arrival: UtcMilliseconds = 0;
  #lost = 0;

  constructor(channelCount: number, sampleRate: Hertz, deliver: (block: Gathered) => void) {
    this.clock = new SampleClock(sampleRate);
    this.#channelCount = channelCount;
    this.#length = Math.max(1, Math.floor(blockSeconds * sampleRate));
    this.#deliver = deliver;
  }

  sample(values: Float64Array, arrival: UtcMilliseconds): void {
    if (this.#filled === 0) {
      this.#channels = Array.from({ length: this.#channelCount }, () => new Float32Array(this.#length));
      this.#arrival = arrival;
    }
    const channels = this.#channels;
    for (let i = 0; i < this.#channelCount; i++) channels[i]![this.#filled] = values[i]!;
    this.#filled += 1;
    this.samples += 1;
    if (this.#filled === this.#length) this.flush();
  }

  lost(count: number): void {
    if (this.samples === 0 || count === 0) return;
    this.flush();
    this.#lost += count;
    this.lostSamples += count;
  }

  /** Delivers what has been gathered so far. */
  flush(): void {
    if (this.#filled === 0) return;
    const length = this.#filled;
    const channels = this.#channels.map((samples) => (length === samples.length ? samples : samples.slice(0, length)));
    const stamp = this.clock.stamp(this.#arrival, length, this.#lost);
    this.#filled = 0;
    this.#lost = 0;
    this.#deliver({ ...stamp, channels });
  }
}
