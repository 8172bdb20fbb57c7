import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { RateMeter } from "../serialPort/rateMeter.ts";
import { troublesOf } from "../serialPort/streamDecoder.ts";
import type { StreamProbe } from "../serialPort/streamProbe.ts";
import { channelOf } from "./channelOf.ts";
import { countOf, detectStyle } from "./detectStyle.ts";
import { parseHeader, timeColumnOf } from "./parseHeader.ts";
import { RowFramer, type RowSink, type Spoilt, spoiltRow } from "./rowFramer.ts";
import { type SerialSettings, serialSettings } from "./serialSettings.ts";
import { timedRate } from "./timedRate.ts";

const kept = 20;
const mostColumns = 257;
const longestShown = 200;
/** So many rows of one sort are no accident, at a wrong baud rate. */
const enough = 3;
/** A device may well write words between its numbers, but hardly so many. */
const strangersToOne = 9;
const enoughStrangers = 20;

/** Finds out what a text stream holds: its columns, their names, how numbers are written, how many rows a second come. */
export class TextProbe implements StreamProbe, RowSink {
  readonly #given: DeviceSetup["settings"];
  readonly #settings: SerialSettings;
  readonly #path: string;
  readonly #framer: RowFramer;
  readonly #meter = new RateMeter();
  /** The last rows as they came, and those of them that are numbers. */
  readonly #raw: string[] = [];
  readonly #rows: string[] = [];
  #header: string | undefined;
  #lastWord: string | undefined;
  #samples = 0;
  #strangers = 0;
  #isFirst = true;

  constructor(given: DeviceSetup["settings"], path: string) {
    this.#given = given;
    this.#settings = serialSettings(given);
    this.#path = path;
    this.#framer = new RowFramer(this.#settings.framing);
  }

  push(chunk: Buffer, arrival: UtcMilliseconds): void {
    this.#framer.push(chunk, arrival, this);
  }

  row(data: Buffer, from: number, to: number, arrival: UtcMilliseconds): boolean {
    const text = data.toString("utf8", from, to).replace(/[\r\n]+$/, "");
    // What comes first may be cut.
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (text.trim() === "") return true;
    keep(this.#raw, printable(text.slice(0, longestShown)));
    const { separator, decimal } = this.#settings;
    const isRow =
      countOf(text, this.#settings) > 0 ||
      countOf(text, { separator, decimal: separator === "auto" ? "," : decimal }) > 0;
    if (isRow && !isFirst) {
      keep(this.#rows, text);
      this.#samples += 1;
      this.#meter.add(1, arrival);
      return true;
    }
    if (isRow) return true;
    if (parseHeader(text, separator)) {
      this.#header = text;
      return true;
    }
    if (!isFirst) {
      this.#lastWord = printable(text.slice(0, 80));
      this.#strangers += 1;
    }
    return false;
  }

  spoilt(reason: Spoilt): void {
    this.#isFirst = false;
    this.#strangers += 1;
    this.#lastWord = spoiltRow[reason];
  }

  get fits(): boolean {
    const found = this.#find();
    return this.#samples >= enough && found.rows.length >= enough && this.#strangers <= this.#samples / 10;
  }

  settings(): DeviceSetup["settings"] {
    const { style, timeColumn, rate } = this.#find();
    return {
      ...this.#given,
      ...(style.separator !== this.#settings.separator && { separator: style.separator, decimal: style.decimal }),
      ...(timeColumn > 0 && { timeColumn }),
      ...(this.#given.sampleRate === undefined && rate !== undefined && { sampleRate: rate }),
    };
  }

  look(): DevicePreview {
    const { rows, names, timeColumn, rate } = this.#find();
    const isChannel = (_: unknown, i: number) => i !== timeColumn - 1;
    const missing =
      this.#lastWord === undefined
        ? undefined
        : `${this.#path} sends no lines of numbers; it sent "${this.#lastWord}". Check baud rate and separator.`;
    return {
      raw: this.#raw,
      channels: names.filter(isChannel).map(channelOf),
      rows: rows.map((row) => row.filter(isChannel)),
      ...(rate !== undefined && { sampleRate: rate }),
      samples: this.#samples,
      troubles: troublesOf(this.#framer),
      ...(this.#samples === 0 && missing && { finding: missing }),
      ...(this.#isDoubtful && { finding: this.#doubt() }),
    };
  }

  /** A wrong checksum fits now and then, and words may hold a number: so few rows are an accident. */
  get #isDoubtful(): boolean {
    return this.#samples > 0 && this.#strangers >= enoughStrangers && this.#strangers > strangersToOne * this.#samples;
  }

  #doubt(): string {
    const all = this.#samples + this.#strangers;
    return `Of ${all} lines at ${this.#path} only ${this.#samples} can be used; the last other one was "${this.#lastWord}". Check baud rate, separator and checksum.`;
  }

  /** What most of the last rows have in common. */
  #find() {
    const style = detectStyle(this.#rows, this.#settings);
    const into = new Float64Array(mostColumns);
    const read = this.#rows.map((row) => Array.from(into.subarray(0, Math.max(0, countOf(row, style, into)))));
    const counts = Map.groupBy(read, (row) => row.length);
    counts.delete(0);
    const [columns, rows] = [...counts].sort((a, b) => b[1].length - a[1].length)[0] ?? [0, []];
    const header = this.#header === undefined ? undefined : parseHeader(this.#header, style.separator);
    const isNamed = header?.length === columns;
    const timeColumn = this.#settings.timeColumn || (isNamed ? timeColumnOf(header) : 0);
    const names = isNamed
      ? header
      : Array.from({ length: columns }, (_, i) => `Channel ${timeColumn > 0 && i >= timeColumn ? i : i + 1}`);
    const arriving = this.#meter.rate;
    const times = timeColumn > 0 && arriving !== undefined ? rows.map((row) => row[timeColumn - 1]!) : [];
    const rate = arriving === undefined ? undefined : (timedRate(times, arriving) ?? arriving);
    return { style, rows, names, timeColumn, rate };
  }
}

function keep(list: string[], entry: string): void {
  list.push(entry);
  if (list.length > kept) list.shift();
}

/** Without what a terminal would obey. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "·");
}
