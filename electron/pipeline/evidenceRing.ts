import { blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";

/** Raw samples of one channel over a stretch of time, in device units. Lost samples stand as zeros and are counted. */
export interface RawStretch {
  readonly from: UtcMilliseconds;
  readonly sampleRate: Hertz;
  readonly samples: Float32Array<ArrayBuffer>;
  readonly lostSamples: number;
}

/** Raw samples of one channel by their positions; lost ones stand as zeros, `gaps` says where. */
export interface RawPiece {
  readonly at: number;
  readonly samples: Float32Array<ArrayBuffer>;
  readonly gaps: readonly Gap[];
}

/** From one position up to another, which is no longer part of it. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

interface Track {
  readonly samples: Float32Array<ArrayBuffer>;
  /** Position from which on the channel is kept. */
  readonly since: number;
}

/**
 * The last seconds of the channels of one device that somebody needs, so that an alert can freeze what came before it and a recording
 * can begin before it was asked for. Memory is taken once: seconds × rate × channels × 4 bytes.
 * Every sample of the device, lost or not, has a position: 0 for the first, and never given twice.
 */
export class EvidenceRing {
  readonly sampleRate: Hertz;
  readonly #tracks = new Map<number, Track>();
  #capacity: number;
  /** Position of the next sample. */
  #end = 0;
  /** Nothing before this position is held: it lies behind a gap longer than the ring. */
  #floor = 0;
  /** Time of position 0. */
  #origin: UtcMilliseconds = 0;
  #gaps: Gap[] = [];

  constructor(sampleRate: Hertz, seconds: Seconds) {
    this.#capacity = Math.ceil(sampleRate * seconds);
    this.sampleRate = sampleRate;
  }

  /** Position of the next sample. */
  get end(): number {
    return this.#end;
  }

  /** When the sample at a position was taken, by the source's clock. */
  timeOf(position: number): UtcMilliseconds {
    return this.#origin + (position / this.sampleRate) * millisecondsPerSecond;
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

  keeps(channel: number): boolean {
    return this.#tracks.has(channel);
  }

  /** Remembers for another length of time; of what it holds it keeps as much as there is room for. */
  resize(seconds: Seconds): void {
    const capacity = Math.ceil(this.sampleRate * seconds);
    if (capacity === this.#capacity) return;
    // One track after the other, so that the memory of one is needed twice and not that of all.
    for (const [channel, track] of this.#tracks) {
      const start = Math.max(this.#heldFrom(track), this.#end - capacity);
      const resized = { samples: new Float32Array(capacity).fill(0), since: Math.max(track.since, start) };
      writeAround(resized.samples, start, this.#copy(track, start, this.#end));
      this.#tracks.set(channel, resized);
    }
    this.#capacity = capacity;
    this.#forgetGaps();
  }

  push(block: SampleBlock): void {
    const length = blockLength(block);
    if (this.#end > 0) this.#skip(block.lostBefore);
    for (const [channel, track] of this.#tracks) {
      const samples = block.channels[channel];
      if (samples !== undefined) this.#write(track.samples, samples);
    }
    this.#end += length;
    // The source's clock is disciplined from time to time; the time line follows its latest word.
    this.#origin = block.time - ((this.#end - length) / this.sampleRate) * millisecondsPerSecond;
    this.#forgetGaps();
  }

  /** What the ring still holds between two moments; undefined when nothing of it. */
  read(channel: number, from: UtcMilliseconds, to: UtcMilliseconds): RawStretch | undefined {
    const piece = this.#piece(channel, this.#position(from), this.#position(to));
    return (
      piece && {
        from: this.timeOf(piece.at),
        sampleRate: this.sampleRate,
        samples: piece.samples,
        lostSamples: piece.gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0),
      }
    );
  }

  /**
   * At most `most` samples from a position on, or from the oldest after it that is still held: then those between are lost to the reader.
   * @returns undefined when there are none, or none yet
   */
  take(channel: number, from: number, most: number): RawPiece | undefined {
    const track = this.#tracks.get(channel);
    const start = track && Math.max(from, this.#heldFrom(track));
    return start === undefined ? undefined : this.#piece(channel, start, start + most);
  }

  #piece(channel: number, from: number, to: number): RawPiece | undefined {
    const track = this.#tracks.get(channel);
    if (track === undefined) return undefined;
    const start = Math.max(this.#heldFrom(track), from);
    const stop = Math.min(this.#end, to);
    if (stop <= start) return undefined;
    const gaps = this.#gaps
      .map((gap) => ({ from: Math.max(gap.from, start), to: Math.min(gap.to, stop) }))
      .filter((gap) => gap.to > gap.from);
    return { at: start, samples: this.#copy(track, start, stop), gaps };
  }

  #heldFrom(track: Track): number {
    return Math.max(track.since, this.#end - this.#capacity, this.#floor);
  }

  #copy(track: Track, start: number, stop: number): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(Math.max(0, stop - start));
    const first = start % this.#capacity;
    const head = track.samples.subarray(first, Math.min(this.#capacity, first + samples.length));
    samples.set(head);
    samples.set(track.samples.subarray(0, samples.length - head.length), head.length);
    return samples;
  }

  #position(time: UtcMilliseconds): number {
    return Math.round(((time - this.#origin) / millisecondsPerSecond) * this.sampleRate);
  }

  #skip(samples: number): void {
    if (samples === 0) return;
    if (samples >= this.#capacity) {
      this.#end += samples;
      this.#floor = this.#end;
      return;
    }
    const first = this.#end % this.#capacity;
    const wrapped = Math.max(0, first + samples - this.#capacity);
    for (const { samples: ring } of this.#tracks.values()) {
      ring.fill(0, first, first + samples - wrapped);
      ring.fill(0, 0, wrapped);
    }
    this.#gaps.push({ from: this.#end, to: this.#end + samples });
    this.#end += samples;
  }

  #forgetGaps(): void {
    if (this.#gaps.length === 0) return;
    const oldest = Math.max(this.#floor, this.#end - this.#capacity);
    this.#gaps = this.#gaps.filter((gap) => gap.to > oldest);
  }

  #write(ring: Float32Array, samples: Float32Array): void {
    const kept = samples.length > this.#capacity ? samples.subarray(samples.length - this.#capacity) : samples;
    writeAround(ring, this.#end + samples.length - kept.length, kept);
  }
}

/** Writes at a position of the time line, over the end of the ring where need be. */
function writeAround(ring: Float32Array, position: number, samples: Float32Array): void {
  const start = position % ring.length;
  const head = samples.subarray(0, ring.length - start);
  ring.set(head, start);
  if (head.length < samples.length) ring.set(samples.subarray(head.length), 0);
}
