import type { UtcMilliseconds } from "../../domain/units.ts";
import { plainNumber } from "../plainNumber.ts";
import { numberPaths, valueAt } from "./jsonPath.ts";
import { writtenTime } from "./messageTime.ts";
import type { PayloadFormat, PayloadTemplate } from "./mqttSettings.ts";

/** What one message says. */
export interface DecodedMessage {
  /** Shape [channels][samples ≥ 1], all finite. */
  readonly channels: Float32Array<ArrayBuffer>[];
  readonly names: readonly string[];
  /** Of the first sample, by the sender's clock. */
  readonly time?: UtcMilliseconds | undefined;
  readonly sequence?: number | undefined;
}

const mostBytes = 4 * 2 ** 20;
const mostChannels = 256;

/** @returns the samples, or in words why there are none */
export function decodePayload(payload: Buffer, template: PayloadTemplate): DecodedMessage | string {
  if (payload.length === 0) return "it is empty";
  if (payload.length > mostBytes) return `it is longer than ${mostBytes} bytes`;
  const { format } = template;
  const decoded = isRaw(format) ? decodeRaw(payload, template) : decodeText(payload, template);
  if (typeof decoded === "string") return decoded;
  const length = decoded.channels[0]?.length ?? 0;
  if (length === 0) return "it holds no numbers";
  if (decoded.channels.length > mostChannels)
    return `it holds ${decoded.channels.length} channels, at most ${mostChannels} are taken`;
  const odd = decoded.channels.findIndex((samples) => samples.length !== length);
  if (odd > 0) {
    return `it holds ${length} values of ${decoded.names[0]}, but ${decoded.channels[odd]!.length} of ${decoded.names[odd]}`;
  }
  const bad = decoded.channels.findIndex((samples) => !samples.every(Number.isFinite));
  return bad < 0 ? decoded : `a value of ${decoded.names[bad]} is no number`;
}

type Read = (view: DataView, offset: number) => number;
type RawFormat = Exclude<PayloadFormat, "auto" | "json" | "text">;

const rawNumbers: Readonly<Record<RawFormat, readonly [bytes: number, read: Read]>> = {
  float32le: [4, (view, offset) => view.getFloat32(offset, true)],
  float32be: [4, (view, offset) => view.getFloat32(offset)],
  float64le: [8, (view, offset) => view.getFloat64(offset, true)],
  float64be: [8, (view, offset) => view.getFloat64(offset)],
  int16le: [2, (view, offset) => view.getInt16(offset, true)],
  int16be: [2, (view, offset) => view.getInt16(offset)],
};

export const isRaw = (format: PayloadFormat): format is RawFormat => format in rawNumbers;

function decodeRaw(payload: Buffer, { format, channelCount }: PayloadTemplate): DecodedMessage | string {
  const [bytes, read] = rawNumbers[format as RawFormat];
  const frame = bytes * channelCount;
  if (payload.length % frame !== 0) {
    return `its ${payload.length} bytes are no whole number of samples of ${channelCount} × ${bytes} bytes`;
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length: payload.length / frame }, (_, n) => read(view, n * frame + channel * bytes)),
  );
  return { channels, names: numbered(channelCount) };
}

function decodeText(payload: Buffer, template: PayloadTemplate): DecodedMessage | string {
  const text = payload.toString("utf8").trim();
  const asJson = template.format === "json" || (template.format === "auto" && /^[[{]/.test(text));
  if (!asJson) return decodeRows(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `"${text.slice(0, 60)}" is no JSON`;
  }
  return decodeJson(value, template);
}

/** One sample a line, one number a channel. */
function decodeRows(text: string): DecodedMessage | string {
  const rows = text.split(/\r?\n/).map((line) =>
    line
      .trim()
      .split(/[\s,;]+/)
      .map(plainNumber),
  );
  const odd = rows.find((row) => row.length !== rows[0]!.length || row.some(Number.isNaN));
  if (odd) return `"${text.slice(0, 60)}" is no row of numbers`;
  return columns(rows);
}

function decodeJson(value: unknown, { values, time, sequence }: PayloadTemplate): DecodedMessage | string {
  const decoded = values.length === 0 ? asSamples(value) : pathSamples(value, values);
  if (typeof decoded === "string") return decoded;
  const stamped = time && writtenTime(valueAt(value, time));
  if (time && stamped === undefined) return `it holds no time at ${time.text}`;
  const number = sequence && valueAt(value, sequence);
  if (sequence && !(Number.isSafeInteger(number) && (number as number) >= 0)) {
    return `it holds no sequence number at ${sequence.text}`;
  }
  return { ...decoded, time: stamped, sequence: number as number | undefined };
}

function pathSamples(value: unknown, paths: PayloadTemplate["values"]): DecodedMessage | string {
  const parts: DecodedMessage[] = [];
  for (const path of paths) {
    const found = valueAt(value, path);
    if (found === undefined) return `it holds nothing at ${path.text}${hint(value)}`;
    const part = asSamples(found, path.text);
    if (typeof part === "string") return part;
    parts.push(part);
  }
  return { channels: parts.flatMap(({ channels }) => channels), names: parts.flatMap(({ names }) => names) };
}

/** A number is a sample; an array of numbers are samples of one channel; an array of arrays are samples of several. */
function asSamples(value: unknown, name?: string): DecodedMessage | string {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject) return `${name === undefined ? "it" : name} is an object, no value${hint(value)}`;
  if (!Array.isArray(value)) return columns([[numberOf(value)]], name);
  if (value.length > 0 && value.every(Array.isArray)) {
    const rows = value.map((row: unknown[]) => row.map(numberOf));
    if (rows.some((row) => row.length !== rows[0]!.length)) return "its samples have different numbers of channels";
    return columns(rows, name);
  }
  return columns(
    value.map((each) => [numberOf(each)]),
    name,
  );
}

const numberOf = (value: unknown) =>
  typeof value === "number" ? value : typeof value === "string" ? plainNumber(value.trim()) : Number.NaN;

function hint(value: unknown): string {
  const paths = numberPaths(value);
  return paths.length === 0 ? "" : `; there are numbers at ${paths.join(", ")}`;
}

function columns(rows: readonly (readonly number[])[], name?: string): DecodedMessage {
  const count = rows[0]?.length ?? 0;
  const channels = Array.from({ length: count }, (_, channel) => Float32Array.from(rows, (row) => row[channel]!));
  if (name === undefined) return { channels, names: numbered(count) };
  return { channels, names: count === 1 ? [name] : numbered(count).map((_, i) => `${name} ${i + 1}`) };
}

export const numbered = (count: number) => Array.from({ length: count }, (_, i) => `Channel ${i + 1}`);
