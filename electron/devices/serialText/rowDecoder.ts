import type { UtcMilliseconds } from "../../domain/units.ts";
import type { SampleSink, StreamDecoder } from "../serialPort/streamDecoder.ts";
import { parseHeader } from "./parseHeader.ts";
import { parseNumbers } from "./parseNumbers.ts";
import { RowFramer, type RowSink, type Spoilt, spoiltRow } from "./rowFramer.ts";
import type { SerialSettings } from "./serialSettings.ts";

const longestHeader = 2000;
const shown = 80;

/**
 * Rows of numbers, one number a channel, and perhaps one that says when. A row of another kind is a lost sample; a blank row or a
 * header separates, it carries none.
 */
export class RowDecoder implements StreamDecoder, RowSink {
  lastRejected: string | undefined;
  readonly #framer: RowFramer;
  readonly #settings: SerialSettings;
  readonly #columns: number;
  readonly #row: Float64Array;
  readonly #values: Float64Array;
  #sink: SampleSink = { sample() {}, lost() {} };
  #isCut = false;
  #began = false;
  #header: string | undefined;

  constructor(channelCount: number, settings: SerialSettings, longest?: number) {
    this.#settings = settings;
    this.#framer = new RowFramer(settings.framing, longest);
    this.#columns = channelCount + (settings.timeColumn > 0 ? 1 : 0);
    // One more than there may be, so that a row of more is one that does not fit.
    this.#row = new Float64Array(this.#columns + 1);
    this.#values = this.#row.subarray(0, channelCount);
  }

  get taken(): number {
    return this.#framer.taken;
  }
  get rejected(): number {
    return this.#framer.rejected;
  }
  get held(): number {
    return this.#framer.held;
  }
  get checksumErrors(): number {
    return this.#framer.checksumErrors;
  }
  get resynchronisations(): number {
    return this.#framer.resynchronisations;
  }

  /** Where a marker begins each row, a cut one is known by itself. */
  joinMidway(): void {
    this.#isCut = this.#settings.framing.start === undefined;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds, sink: SampleSink): void {
    this.#sink = sink;
    this.#framer.push(chunk, arrival, this);
  }

  get idle(): StreamDecoder["idle"] {
    const { start, end } = this.#settings.framing;
    if (start || end) return undefined;
    return (now, sink) => {
      this.#sink = sink;
      this.#framer.idle(now, this);
    };
  }

  row(data: Buffer, from: number, to: number, arrival: UtcMilliseconds): boolean {
    if (this.#isCut) {
      this.#isCut = false;
      return false;
    }
    const count = parseNumbers(data, from, to, this.#settings, this.#row);
    if (count === 0) return true;
    if (count !== this.#columns) return this.#isHeader(data, from, to) || this.#reject(data, from, to);
    const { timeColumn } = this.#settings;
    if (timeColumn > 0) this.#row.copyWithin(timeColumn - 1, timeColumn, count);
    this.#began = true;
    this.lastRejected = undefined;
    this.#sink.sample(this.#values, arrival);
    return true;
  }

  spoilt(reason: Spoilt): void {
    this.#isCut = false;
    this.lastRejected = spoiltRow[reason];
    this.#sink.lost(1);
  }

  /** A header before the first row, or again between them. */
  #isHeader(data: Buffer, from: number, to: number): boolean {
    if (to - from > longestHeader) return false;
    const text = data.toString("utf8", from, to);
    if (text === this.#header) return true;
    if (parseHeader(text, this.#settings.separator)?.length !== this.#columns) return false;
    // Between rows it has to come twice: the first time it may be a damaged row.
    this.#header = text;
    return !this.#began;
  }

  #reject(data: Buffer, from: number, to: number): boolean {
    this.lastRejected = data
      .toString("utf8", from, Math.min(to, from + 4 * shown))
      .trim()
      .slice(0, shown);
    this.#sink.lost(1);
    return false;
  }
}
