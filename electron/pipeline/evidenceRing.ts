import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";

/** Raw samples of one channel over a stretch of time, in device units. Lost samples stand as zeros and are counted. */
export interface RawStretch {
  readonly from: UtcMilliseconds;
  readonly sampleRate: Hertz;
  readonly samples: Float32Array<ArrayBuffer>;
  readonly lostSamples: number;
}

/**
 * The last seconds of every channel of one device, so that an alert can freeze what came before it.
 * Memory is taken once: seconds × rate × channels × 4 bytes.
 */
export class EvidenceRing {
  readonly #channels: readonly Float32Array<ArrayBuffer>[];
  readonly #capacity: number;
  readonly #sampleRate: Hertz;
  /** Position of the next sample since the start of the ring's time line. */
  #end = 0;
  /** Time of position 0. Set again after a gap longer than the ring. */
  #origin: UtcMilliseconds = 0;
  #gaps: { from: number; to: number }[] = [];

  constructor(channelCount: number, sampleRate: Hertz, seconds: Seconds) {
    this.#capacity = Math.ceil(sampleRate * seconds);
    this.#sampleRate = sampleRate;
    this.#channels = Array.from({ length: channelCount }, () => new Float32Array(this.#capacity));
  }

  push(block: SampleBlock): void {
    const length = blockLength(block);
    if (this.#end === 0 || block.lostBefore >= this.#capacity) this.#restart(block.time);
    else if (block.lostBefore > 0) this.#skip(block.lostBefore);
    for (const [index, ring] of this.#channels.entries()) {
      const samples = block.channels[index];
      if (samples !== undefined) this.#write(ring, samples);
    }
    this.#end += length;
    // The source's clock is disciplined from time to time; the time line follows its latest word.
    this.#origin = block.time - ((this.#end - length) / this.#sampleRate) * millisecondsPerSecond;
    const oldest = this.#end - this.#capacity;
    if (this.#gaps.length > 0) this.#gaps = this.#gaps.filter((gap) => gap.to > oldest);
  }

  /** What the ring still holds between two moments; undefined when nothing of it. */
  read(channel: number, from: UtcMilliseconds, to: UtcMilliseconds): RawStretch | undefined {
    const ring = this.#channels[channel];
    if (ring === undefined) return undefined;
    const start = Math.max(0, this.#end - this.#capacity, this.#position(from));
    const stop = Math.min(this.#end, this.#position(to));
    if (stop <= start) return undefined;
    const samples = new Float32Array(stop - start);
    for (let index = 0; index < samples.length; index++) samples[index] = ring[(start + index) % this.#capacity]!;
    let lostSamples = 0;
    for (const gap of this.#gaps) lostSamples += Math.max(0, Math.min(gap.to, stop) - Math.max(gap.from, start));
    return {
      from: this.#origin + (start / this.#sampleRate) * millisecondsPerSecond,
      sampleRate: this.#sampleRate,
      samples,
      lostSamples,
    };
  }

  #position(time: UtcMilliseconds): number {
    return Math.round(((time - this.#origin) / millisecondsPerSecond) * this.#sampleRate);
  }

  #restart(time: UtcMilliseconds): void {
    this.#end = 0;
    this.#origin = time;
    this.#gaps = [];
  }

  #skip(samples: number): void {
    for (const ring of this.#channels) {
      for (let index = 0; index < samples; index++) ring[(this.#end + index) % this.#capacity] = 0;
    }
    this.#gaps.push({ from: this.#end, to: this.#end + samples });
    this.#end += samples;
  }

  #write(ring: Float32Array, samples: Float32Array): void {
    const kept = samples.length > this.#capacity ? samples.subarray(samples.length - this.#capacity) : samples;
    const start = (this.#end + samples.length - kept.length) % this.#capacity;
    const head = kept.subarray(0, this.#capacity - start);
    ring.set(head, start);
    if (head.length < kept.length) ring.set(kept.subarray(head.length), 0);
  }
}
