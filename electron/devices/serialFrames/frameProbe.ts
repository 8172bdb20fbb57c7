import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { RateMeter } from "../serialPort/rateMeter.ts";
import { type SampleSink, type StreamDecoder, troublesOf } from "../serialPort/streamDecoder.ts";
import type { StreamProbe } from "../serialPort/streamProbe.ts";
import { hexLines } from "./hexOf.ts";

const kept = 20;
const keptBytes = 1320;
/** So many frames in a row are no accident, at a wrong baud rate. */
const enough = 3;

/** How the bytes are read just now. */
export interface Reading {
  /** Undefined while nobody knows how. */
  readonly decoder: StreamDecoder | undefined;
  readonly channels: readonly ChannelInfo[];
  /** What a frame begins with: a new line of bytes does so, too. */
  readonly sync: Buffer | undefined;
  /** What was found beside what was given. */
  readonly settings: DeviceSetup["settings"];
  /** Why nothing was decoded of what came. */
  finding(): string | undefined;
  /** Why what was decoded is to be doubted: most of what came could not be. */
  doubt(): string | undefined;
}

/** Shows a stream of frames in hexadecimal and decoded, while its description is being edited too. */
export class FrameProbe implements StreamProbe, SampleSink {
  readonly #given: DeviceSetup["settings"];
  readonly #rethink: (reading: Reading) => Reading;
  #reading: Reading;
  #bytes = Buffer.alloc(0);
  #received = 0;
  #rows: number[][] = [];
  #samples = 0;
  #meter = new RateMeter();

  /** @param rethink asked after every arrival: the same reading, or a better one, which begins anew */
  constructor(given: DeviceSetup["settings"], reading: Reading, rethink = (same: Reading) => same) {
    this.#given = given;
    this.#reading = reading;
    this.#rethink = rethink;
  }

  push(chunk: Buffer, arrival: UtcMilliseconds): void {
    this.#received += chunk.length;
    this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(-keptBytes);
    this.#reading.decoder?.push(chunk, arrival, this);
    const better = this.#rethink(this.#reading);
    if (better === this.#reading) return;
    this.#reading = better;
    this.#rows = [];
    this.#samples = 0;
    this.#received = 0;
    this.#meter = new RateMeter();
  }

  sample(values: Float64Array, arrival: UtcMilliseconds): void {
    // The last number of 16 bits has no more than these digits, and people read them.
    this.#rows.push(Array.from(values, (value) => Number(value.toPrecision(6))));
    if (this.#rows.length > kept) this.#rows.shift();
    this.#samples += 1;
    this.#meter.add(1, arrival);
  }

  lost(): void {}

  get fits(): boolean {
    const { decoder } = this.#reading;
    const isWhole = decoder !== undefined && decoder.rejected * 2 < decoder.taken;
    return isWhole && this.#samples >= enough && this.#reading.doubt() === undefined;
  }

  settings(): DeviceSetup["settings"] {
    const { rate } = this.#meter;
    const isRateNew = this.#given.sampleRate === undefined && rate !== undefined;
    return { ...this.#given, ...this.#reading.settings, ...(isRateNew && { sampleRate: rate }) };
  }

  look(): DevicePreview {
    const { decoder, channels, sync } = this.#reading;
    const { rate } = this.#meter;
    const finding = this.#samples > 0 ? this.#reading.doubt() : this.#failure();
    return {
      raw: hexLines(this.#bytes, sync).slice(-kept),
      channels: this.#samples > 0 ? channels : [],
      rows: this.#rows,
      ...(rate !== undefined && { sampleRate: rate }),
      samples: this.#samples,
      troubles: decoder ? troublesOf(decoder) : {},
      ...(finding !== undefined && { finding }),
    };
  }
  #failure(): string | undefined {
    return this.#received > 0 || !this.#reading.decoder ? this.#reading.finding() : undefined;
  }
}
