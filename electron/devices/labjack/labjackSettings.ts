import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SettingField } from "../../domain/settingField.ts";

const ranges = [10, 1, 0.1, 0.01] as const;
/** Analog inputs a scan list can name without an extension board. */
const mostInputs = 14;

export interface LabJackSettings {
  /** Numbers of the analog inputs, in the order of the channels; undefined: from the first on. */
  readonly inputs: readonly number[] | undefined;
  /** ± volts. */
  readonly range: (typeof ranges)[number];
  readonly differential: boolean;
  /** Microseconds; 0 leaves it to the device. */
  readonly settling: number;
  readonly resolution: number;
  readonly commandPort: number;
  readonly streamPort: number;
}

export const labjackFields: readonly SettingField[] = [
  { name: "channels", kind: "text" },
  { name: "range", kind: "choice", usual: 10, choices: ranges, unit: "V" },
  { name: "differential", kind: "switch", usual: false, rare: true },
  { name: "settling", kind: "number", usual: 0, low: 0, high: 4400, unit: "µs", rare: true },
  { name: "resolution", kind: "number", usual: 0, low: 0, high: 8, rare: true },
  { name: "commandPort", kind: "number", usual: 502, low: 1, high: 65_535, rare: true },
  { name: "streamPort", kind: "number", usual: 702, low: 1, high: 65_535, rare: true },
];

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function labjackSettings(settings: DeviceSetup["settings"]): LabJackSettings {
  const { channels = "", range = 10, differential = false, settling = 0, resolution = 0 } = settings;
  const { commandPort = 502, streamPort = 702 } = settings;
  if (!ranges.includes(range as LabJackSettings["range"])) throw wrong("range", range, `${ranges.join(", ")} V`);
  if (typeof differential !== "boolean") throw wrong("differential", differential, "true or false");
  const port = (name: string, value: unknown) => whole(name, value, 1, 65_535);
  if (!(typeof settling === "number" && settling >= 0 && settling <= 4400)) {
    throw wrong("settling", settling, "microseconds from 0 to 4400");
  }
  return {
    inputs: inputsOf(channels),
    range: range as LabJackSettings["range"],
    differential,
    settling,
    resolution: whole("resolution", resolution, 0, 8),
    commandPort: port("commandPort", commandPort),
    streamPort: port("streamPort", streamPort),
  };
}

/** "0-3, 5" as numbers. */
function inputsOf(text: unknown): number[] | undefined {
  const allowed = `input numbers from 0 to ${mostInputs - 1} as in "0-3" or "0,2,5", each once`;
  if (typeof text !== "string") throw wrong("channels", text, allowed);
  if (text.trim() === "") return undefined;
  const inputs = text.split(",").flatMap((part) => {
    const [, from, to] = /^\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to ?? from)];
    if (!(first <= last && last < mostInputs)) throw wrong("channels", text, allowed);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  if (new Set(inputs).size < inputs.length) throw wrong("channels", text, allowed);
  return inputs;
}

function whole(setting: string, value: unknown, low: number, high: number): number {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number;
  throw wrong(setting, value, `a whole number from ${low} to ${high}`);
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of a LabJack must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
