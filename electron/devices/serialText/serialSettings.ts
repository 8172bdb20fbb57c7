import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz } from "../../domain/units.ts";
import { type Separator, separators } from "./parseRow.ts";

/** The settings of a text stream, checked. */
export interface SerialSettings {
  /** Default 115200. */
  readonly baudRate: number;
  /** Default `auto`. */
  readonly separator: Separator;
  /** Samples come without time: somebody has to know how many lines a second are sent. */
  readonly sampleRate?: Hertz | undefined;
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function serialSettings(settings: DeviceSetup["settings"]): SerialSettings {
  const { baudRate = 115_200, separator = "auto", sampleRate } = settings;
  if (typeof baudRate !== "number" || !Number.isInteger(baudRate) || baudRate < 50 || baudRate > 20_000_000) {
    throw wrong("baudRate", baudRate, "a whole number of baud from 50 to 20000000");
  }
  if (!separators.includes(separator as Separator)) {
    throw wrong("separator", separator, separators.map((word) => `"${word}"`).join(", "));
  }
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity)) {
    throw wrong("sampleRate", sampleRate, "the number of lines a second, above 0");
  }
  return { baudRate, separator: separator as Separator, sampleRate };
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
