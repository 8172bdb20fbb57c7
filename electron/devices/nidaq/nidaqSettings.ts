import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SettingField } from "../../domain/settingField.ts";

const inputModes = ["automatic", "differential", "pseudo-differential", "single-ended"] as const;

const mostInputs = 64;

/** What a person may say of an NI device, checked. */
export interface NiDaqSettings {
  /** Switches the sensor supply (IEPE) on, and with it the coupling to AC where the device has it. */
  readonly iepe: boolean;
  /** Volts that have to fit; the device takes the smallest range that holds them. Missing: the largest. */
  readonly range: number | undefined;
  readonly inputMode: (typeof inputModes)[number];
  /** How many inputs are used, from the first on. Missing: all. */
  readonly inputs: number | undefined;
}

export const nidaqFields: readonly SettingField[] = [
  { name: "iepe", kind: "switch", usual: false },
  { name: "inputs", kind: "number", low: 1, high: mostInputs },
  { name: "range", kind: "number", low: 0.001, high: 1000, unit: "V", rare: true },
  { name: "inputMode", kind: "choice", usual: "automatic", choices: inputModes, rare: true },
];

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function nidaqSettings({
  iepe = false,
  range,
  inputMode = "automatic",
  inputs,
}: DeviceSetup["settings"]): NiDaqSettings {
  if (typeof iepe !== "boolean") throw wrong("iepe", iepe, "true or false");
  if (range !== undefined && !(typeof range === "number" && range > 0 && range <= 1000)) {
    throw wrong("range", range, "volts above 0, at most 1000");
  }
  if (!inputModes.includes(inputMode as NiDaqSettings["inputMode"])) {
    throw wrong("inputMode", inputMode, inputModes.map((mode) => `"${mode}"`).join(", "));
  }
  if (inputs !== undefined && !(Number.isInteger(inputs) && Number(inputs) >= 1 && Number(inputs) <= mostInputs)) {
    throw wrong("inputs", inputs, `a whole number from 1 to ${mostInputs}`);
  }
  return { iepe, range, inputMode: inputMode as NiDaqSettings["inputMode"], inputs: inputs as number | undefined };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of an NI device must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
