import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { type SourceTroubles, troubleKinds } from "../../domain/sourceTroubles.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { RateMeter } from "../serialPort/rateMeter.ts";
import type { StreamProbe } from "../serialPort/streamProbe.ts";
import { countOf, detectStyle } from "./detectStyle.ts";
import { parseHeader, timeColumnOf } from "./parseHeader.ts";
import { RowFramer, type RowSink } from "./rowFramer.ts";
import { type SerialSettings, serialSettings } from "./serialSettings.ts";

const kept = 20;
const longestShown = 200;
/** So many rows of one sort are no accident, at a wrong baud rate. */
const enough = 3;

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
  #rejected = 0;

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
    if (isRow) return false;
    if (parseHeader(text, separator)) this.#header = text;
    else if (!isFirst) {
      this.#lastWord = printable(text.slice(0, 80));
      this.#strangers += 1;
    }
    return false;
  }

  spoilt(reason: "cut" | "overlong" | "checksum"): void {
    this.#isFirst = false;
    this.#strangers += 1;
    this.#lastWord =
      reason === "overlong" ? "a line without end" : `a row with ${reason === "cut" ? "no end" : "a wrong checksum"}`;
  }

  get fits(): boolean {
    const found = this.#find();
    return this.#samples >= enough && found.same >= enough && this.#strangers <= this.#samples / 10;
  }

  settings(): DeviceSetup["settings"] {
    const { style, timeColumn } = this.#find();
    const rate = this.#meter.rate;
    return {
      ...this.#given,
      ...(style.separator !== this.#settings.separator && { separator: style.separator, decimal: style.decimal }),
      ...(timeColumn > 0 && { timeColumn }),
      ...(this.#given.sampleRate === undefined && rate !== undefined && { sampleRate: rate }),
    };
  }

  look(): DevicePreview {
    const { style, columns, names, timeColumn } = this.#find();
    const into = new Float64Array(columns);
    const rows = this.#rows
      .filter((row) => countOf(row, style, into.fill(0)) === columns)
      .map((row) => {
        countOf(row, style, into);
        return [...into].filter((_, i) => i !== timeColumn - 1);
      });
    const channels = names.filter((_, i) => i !== timeColumn - 1);
    const { checksumErrors, resynchronisations } = this.#framer;
    const counted = [0, checksumErrors, resynchronisations, this.#framer.rejected];
    const troubles = Object.fromEntries(
      troubleKinds.map((kind, i) => [kind, counted[i]!]).filter(([, count]) => count),
    );
    const rate = this.#meter.rate;
    const missing =
      this.#lastWord === undefined
        ? undefined
        : `${this.#path} sends no lines of numbers; it sent "${this.#lastWord}". Check baud rate and separator.`;
    return {
      raw: this.#raw,
      channels: channels.map((name): ChannelInfo => ({ name, quantity: "other", unit: "raw", sensitivity: 1 })),
      rows,
      ...(rate !== undefined && { sampleRate: rate }),
      samples: this.#samples,
      troubles: troubles as SourceTroubles,
      ...(this.#samples === 0 && missing && { finding: missing }),
    };
  }

  /** What most of the last rows have in common. */
  #find() {
    const style = detectStyle(this.#rows, this.#settings);
    const counts = new Map<number, number>();
    for (const row of this.#rows) {
      const count = countOf(row, style);
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    const [columns = 0, same = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const header = this.#header === undefined ? undefined : parseHeader(this.#header, style.separator);
    const isNamed = header?.length === columns;
    const timeColumn = this.#settings.timeColumn || (isNamed ? timeColumnOf(header) : 0);
    const numbered = Array.from(
      { length: columns },
      (_, i) => `Channel ${timeColumn > 0 && i >= timeColumn ? i : i + 1}`,
    );
    return { style, columns, same, names: isNamed ? header : numbered, timeColumn };
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
