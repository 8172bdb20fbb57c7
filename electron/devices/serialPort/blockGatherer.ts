import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { SampleClock, type Stamp } from "../sampleClock.ts";
import type { SampleSink } from "./streamDecoder.ts";

/** A block without its place in the capture. */
export interface Gathered extends Stamp {
  readonly channels: Float32Array<ArrayBuffer>[];
}

const blockSeconds = 0.1;
/** A sender that is slower than set up fills no block in time: then one goes as it is. */
const longestWait: Milliseconds = 250;

interface Piece {
  readonly channels: Float32Array<ArrayBuffer>[];
  readonly arrival: UtcMilliseconds;
  readonly lost: number;
}

/** What the system had kept for the port before it was open comes within this time. */
const settlingTime: Milliseconds = 300;

/** Gathers samples into blocks of a tenth of a second. Where samples were lost the block is cut; what was lost before the first is not counted: nothing was measured yet. */
export class BlockGatherer implements SampleSink {
  readonly clock: SampleClock;
  /** Samples since the beginning. */
  samples = 0;
  /** Samples lost since the first. */
  lostSamples = 0;
  readonly #channelCount: number;
  readonly #length: number;
  readonly #period: Milliseconds;
  readonly #deliver: (block: Gathered) => void;
  #channels: Float32Array<ArrayBuffer>[] = [];
  #filled = 0;
  #arrival: UtcMilliseconds = 0;
  #lastArrival: UtcMilliseconds = 0;
  #lost = 0;
  #firstArrival: UtcMilliseconds | undefined;
  /** The first blocks, until it is known when they were taken. */
  #held: Piece[] | undefined = [];

  constructor(channelCount: number, sampleRate: Hertz, deliver: (block: Gathered) => void) {
    this.clock = new SampleClock(sampleRate);
    this.#channelCount = channelCount;
    this.#length = Math.max(1, Math.floor(blockSeconds * sampleRate));
    this.#period = millisecondsPerSecond / sampleRate;
    this.#deliver = deliver;
  }

  sample(values: Float64Array, arrival: UtcMilliseconds): void {
    if (this.#filled > 0 && arrival - this.#arrival >= longestWait) this.#cut();
    if (this.#filled === 0) {
      this.#channels = Array.from({ length: this.#channelCount }, () => new Float32Array(this.#length));
      this.#arrival = arrival;
    }
    this.#lastArrival = arrival;
    const channels = this.#channels;
    for (let i = 0; i < this.#channelCount; i++) channels[i]![this.#filled] = values[i]!;
    this.#filled += 1;
    this.samples += 1;
    if (this.#filled === this.#length) this.#cut();
  }

  lost(count: number): void {
    if (this.samples === 0 || count === 0) return;
    this.#cut();
    this.#lost += count;
    this.lostSamples += count;
  }

  /** Delivers what has been gathered so far. */
  flush(): void {
    this.#cut();
    this.#settle();
  }

  #cut(): void {
    if (this.#filled === 0) return;
    const length = this.#filled;
    const channels = this.#channels.map((samples) => (length === samples.length ? samples : samples.slice(0, length)));
    const piece = { channels, arrival: this.#taken(length), lost: this.#lost };
    this.#filled = 0;
    this.#lost = 0;
    if (this.#held === undefined) this.#stamp(piece);
    else {
      this.#held.push(piece);
      this.#firstArrival ??= this.#arrival;
      if (this.#lastArrival - this.#firstArrival >= settlingTime) this.#settle();
    }
  }

  /** When the first sample of a block came, had nothing held it up: the last one of a burst tells best. */
  #taken(length: number): UtcMilliseconds {
    return Math.min(this.#arrival, this.#lastArrival - (length - 1) * this.#period);
  }

  /** What had piled up before the port was open has come: the least late of the first blocks tells when the first was taken. */
  #settle(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    let elapsed = 0;
    const starts = held.map(({ channels, lost }) => {
      const start = elapsed + lost * this.#period;
      elapsed = start + channels[0]!.length * this.#period;
      return start;
    });
    const begin = Math.min(...held.map(({ arrival }, index) => arrival - starts[index]!));
    for (const [index, piece] of held.entries()) this.#stamp({ ...piece, arrival: begin + starts[index]! });
  }

  #stamp({ channels, arrival, lost }: Piece): void {
    this.#deliver({ ...this.clock.stamp(arrival, channels[0]!.length, lost), channels });
  }
}
