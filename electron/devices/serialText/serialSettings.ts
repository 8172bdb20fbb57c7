import { type ChecksumKind, checksumKinds } from "../../domain/checksumKinds.ts";
import { Fault } from "../../domain/fault.ts";
import { endians } from "../../domain/frameFormat.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SettingField } from "../../domain/settingField.ts";
import type { Hertz } from "../../domain/units.ts";
import { markerBytes } from "./marker.ts";
import { type Decimal, decimals, type Separator, separators } from "./parseNumbers.ts";
import type { RowFraming } from "./rowFramer.ts";

/** `line`: up to a line feed, with or without carriage return. `pause`: nothing marks a row, it comes in one go. */
const framings = ["line", "end marker", "start and end marker", "start marker", "pause"] as const;
const noChecksum = "none";
const places = ["hex", "raw"] as const;
export const usualBaudRate = 115_200;

/** The settings of a text stream, checked. */
export interface SerialSettings {
  readonly baudRate: number;
  readonly separator: Separator;
  readonly decimal: Decimal;
  /** Samples come without time: somebody has to know how many rows a second are sent. */
  readonly sampleRate?: Hertz | undefined;
  readonly framing: RowFraming;
  /** Counted from 1: a column that says when, and is no channel; 0 when there is none. */
  readonly timeColumn: number;
}

export const textFields: readonly SettingField[] = [
  { name: "baudRate", kind: "number", usual: usualBaudRate, low: 50, high: 20_000_000, unit: "baud" },
  { name: "separator", kind: "choice", usual: "auto", choices: separators },
  { name: "sampleRate", kind: "number", low: 0.001, high: 1_000_000, unit: "Hz" },
  { name: "decimal", kind: "choice", usual: "auto", choices: decimals, rare: true },
  { name: "framing", kind: "choice", usual: "line", choices: framings, rare: true },
  { name: "startMarker", kind: "text", rare: true },
  { name: "endMarker", kind: "text", rare: true },
  { name: "checksum", kind: "choice", usual: noChecksum, choices: [noChecksum, ...checksumKinds], rare: true },
  { name: "checksumAs", kind: "choice", usual: "hex", choices: places, rare: true },
  { name: "checksumEndian", kind: "choice", usual: "big", choices: endians, rare: true },
  { name: "timeColumn", kind: "number", usual: 0, low: 0, high: 256, rare: true },
];

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function serialSettings(settings: DeviceSetup["settings"]): SerialSettings {
  const { baudRate = usualBaudRate, sampleRate, timeColumn = 0 } = settings;
  if (typeof baudRate !== "number" || !Number.isInteger(baudRate) || baudRate < 50 || baudRate > 20_000_000) {
    throw wrong("baudRate", baudRate, "a whole number of baud from 50 to 20000000");
  }
  const separator = choice(settings, "separator", separators, "auto");
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity)) {
    throw wrong("sampleRate", sampleRate, "the number of lines a second, above 0");
  }
  if (typeof timeColumn !== "number" || !Number.isInteger(timeColumn) || timeColumn < 0 || timeColumn > 256) {
    throw wrong("timeColumn", timeColumn, "the number of a column from 1 to 256, or 0");
  }
  const decimal = choice(settings, "decimal", decimals, "auto");
  if (decimal === "," && separator === ",")
    throw wrong("separator", separator, '";", "tab" or "space" beside decimal ","');
  return { baudRate, separator, decimal, sampleRate, timeColumn, framing: rowFraming(settings) };
}

function rowFraming(settings: DeviceSetup["settings"]): RowFraming {
  const framing = choice(settings, "framing", framings, "line");
  const marker = (setting: string, isUsed: boolean) =>
    isUsed ? markerBytes(String(settings[setting] ?? ""), setting) : undefined;
  const hasEnd = framing === "end marker" || framing === "start and end marker";
  const start = marker("startMarker", framing === "start marker" || framing === "start and end marker");
  const end = framing === "line" ? Buffer.from("\n") : marker("endMarker", hasEnd);
  const kind = choice<ChecksumKind | "none">(settings, "checksum", [noChecksum, ...checksumKinds], noChecksum);
  const as = choice(settings, "checksumAs", places, "hex");
  const endian = choice(settings, "checksumEndian", endians, "big");
  return { start, end, ...(kind !== noChecksum && { checksum: { kind, as, endian } }) };
}

function choice<Choice extends string>(
  settings: DeviceSetup["settings"],
  setting: string,
  choices: readonly Choice[],
  usual: Choice,
): Choice {
  const value = settings[setting] ?? usual;
  if (choices.includes(value as Choice)) return value as Choice;
  throw wrong(setting, value, choices.map((word) => `"${word}"`).join(", "));
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  return new Fault(
    "BAD_INPUT",
    `The setting ${setting} of a serial text stream must be ${allowed}, not ${JSON.stringify(value)}.`,
    {
      details: { setting, value: String(value) },
    },
  );
}
