import type { Hertz, UtcMilliseconds } from "../../domain/units.ts";
import { SampleClock } from "../sampleClock.ts";
import type { Line } from "./lineSplitter.ts";
import { parseRow, type Separator } from "./parseRow.ts";

/** A block without its place in the capture. */
export interface Gathered {
  readonly time: UtcMilliseconds;
  readonly lostBefore: number;
  readonly channels: Float32Array<ArrayBuffer>[];
}

const blockSeconds = 0.1;

/**
 * Gathers lines of numbers into blocks of a tenth of a second. A line that is not `channelCount` numbers is a lost sample: the
 * block is cut before it. Lines before the first good one (a header, a banner, a cut line) are not counted: nothing was measured yet.
 */
export class RowGatherer {
  /** Lines that were no sample, since the first good one. */
  rejectedLines = 0;
  /** The last line, for people, while it was no sample. */
  lastRejected: string | undefined;
  readonly clock: SampleClock;
  readonly #channelCount: number;
  readonly #separator: Separator;
  readonly #length: number;
  #channels: Float32Array<ArrayBuffer>[] = [];
  #filled = 0;
  #arrival: UtcMilliseconds = 0;
  #lost = 0;
  #began = false;

  constructor(channelCount: number, sampleRate: Hertz, separator: Separator) {
    this.clock = new SampleClock(sampleRate);
    this.#channelCount = channelCount;
    this.#separator = separator;
    this.#length = Math.max(1, Math.floor(blockSeconds * sampleRate));
  }

  /** @returns the block that this line completed or cut, if any */
  add(line: Line): Gathered | undefined {
    // A blank line separates, it carries no sample.
    if (line.text?.trim() === "") return undefined;
    const values = line.text === undefined ? undefined : parseRow(line.text, this.#separator);
    if (values?.length !== this.#channelCount) return this.#reject(line);
    if (this.#filled === 0) {
      this.#channels = values.map(() => new Float32Array(this.#length));
      this.#arrival = line.arrival;
    }
    for (const [channel, value] of values.entries()) this.#channels[channel]![this.#filled] = value;
    this.#filled += 1;
    this.#began = true;
    this.lastRejected = undefined;
    return this.#filled === this.#length ? this.flush() : undefined;
  }

  /** What has been gathered so far. */
  flush(): Gathered | undefined {
    if (this.#filled === 0) return undefined;
    const length = this.#filled;
    const channels = this.#channels.map((samples) => (length === samples.length ? samples : samples.slice(0, length)));
    const stamp = this.clock.stamp(this.#arrival, length, this.#lost);
    this.#filled = 0;
    this.#lost = 0;
    return { ...stamp, channels };
  }

  #reject(line: Line): Gathered | undefined {
    this.lastRejected = line.text?.slice(0, 80) ?? "a line without end";
    if (!this.#began) return undefined;
    const block = this.flush();
    this.rejectedLines += 1;
    this.#lost += 1;
    return block;
  }
}
