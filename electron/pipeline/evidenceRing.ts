import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";

/** Raw samples of one channel over a stretch of time, in device units. Lost samples stand as zeros and are counted. */
export interface RawStretch {
  readonly from: UtcMilliseconds;
  readonly sampleRate: Hertz;
  readonly samples: Float32Array<ArrayBuffer>;
  readonly lostSamples: number;
}

interface Track {
  readonly samples: Float32Array<ArrayBuffer>;
  /** Position from which on the channel is kept. */
  readonly since: number;
}

/**
 * The last seconds of the channels of one device that somebody needs, so that an alert can freeze what came before it.
 * Memory is taken once: seconds × rate × channels × 4 bytes.
 */
export class EvidenceRing {
  readonly #tracks = new Map<number, Track>();
  readonly #capacity: number;
  readonly #sampleRate: Hertz;
  /** Position of the next sample since the start of the ring's time line. */
  #end = 0;
  /** Time of position 0. Set again after a gap longer than the ring. */
  #origin: UtcMilliseconds = 0;
  #gaps: { from: number; to: number }[] = [];

  constructor(sampleRate: Hertz, seconds: Seconds) {
    this.#capacity = Math.ceil(sampleRate * seconds);
    this.#sampleRate = sampleRate;
  }

  /** From now on these channels are kept, and no others. */
  keep(channels: readonly number[]): void {
    for (const channel of this.#tracks.keys()) if (!channels.includes(channel)) this.#tracks.delete(channel);
    for (const channel of channels) {
      if (this.#tracks.has(channel)) continue;
      // Written to, so that the memory is really there: where there is too little, it shows now and not in the midst of a fault.
      this.#tracks.set(channel, { samples: new Float32Array(this.#capacity).fill(0), since: this.#end });
    }
  }

  push(block: SampleBlock): void {
    const length = blockLength(block);
    if (this.#end === 0 || block.lostBefore >= this.#capacity) this.#restart(block.time);
    else if (block.lostBefore > 0) this.#skip(block.lostBefore);
    for (const [channel, track] of this.#tracks) {
      const samples = block.channels[channel];
      if (samples !== undefined) this.#write(track.samples, samples);
    }
    this.#end += length;
    // The source's clock is disciplined from time to time; the time line follows its latest word.
    this.#origin = block.time - ((this.#end - length) / this.#sampleRate) * millisecondsPerSecond;
    const oldest = this.#end - this.#capacity;
    if (this.#gaps.length > 0) this.#gaps = this.#gaps.filter((gap) => gap.to > oldest);
  }

  /** What the ring still holds between two moments; undefined when nothing of it. */
  read(channel: number, from: UtcMilliseconds, to: UtcMilliseconds): RawStretch | undefined {
    const track = this.#tracks.get(channel);
    if (track === undefined) return undefined;
    const start = Math.max(track.since, this.#end - this.#capacity, this.#position(from));
    const stop = Math.min(this.#end, this.#position(to));
    if (stop <= start) return undefined;
    const samples = new Float32Array(stop - start);
    const first = start % this.#capacity;
    const head = track.samples.subarray(first, Math.min(this.#capacity, first + samples.length));
    samples.set(head);
    samples.set(track.samples.subarray(0, samples.length - head.length), head.length);
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
    for (const [channel, { samples }] of this.#tracks) this.#tracks.set(channel, { samples, since: 0 });
  }

  #skip(samples: number): void {
    const first = this.#end % this.#capacity;
    const wrapped = Math.max(0, first + samples - this.#capacity);
    for (const { samples: ring } of this.#tracks.values()) {
      ring.fill(0, first, first + samples - wrapped);
      ring.fill(0, 0, wrapped);
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
