import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SettingField } from "../../domain/settingField.ts";

const inputModes = ["automatic", "differential", "single-ended"] as const;

const mostInputs = 64;

/** What a person may say of an analog input box, checked. */
export interface MccSettings {
  /** Switches the sensor supply (IEPE, 2 to 4 mA) on, and with it the coupling to AC. */
  readonly iepe: boolean;
  /** Volts that have to fit; the smallest range that holds them is taken. Missing: the largest. */
  readonly range: number | undefined;
  readonly inputMode: (typeof inputModes)[number];
  /** How many inputs are used, from the first on. Missing: all. */
  readonly inputs: number | undefined;
}

export const mccFields: readonly SettingField[] = [
  { name: "iepe", kind: "switch", usual: false },
  { name: "inputs", kind: "number", low: 1, high: mostInputs },
  { name: "range", kind: "number", low: 0.001, high: 100, unit: "V", rare: true },
  { name: "inputMode", kind: "choice", usual: "automatic", choices: inputModes, rare: true },
];

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function mccSettings({
  iepe = false,
  range,
  inputMode = "automatic",
  inputs,
}: DeviceSetup["settings"]): MccSettings {
  if (typeof iepe !== "boolean") throw wrong("iepe", iepe, "true or false");
  if (range !== undefined && !(typeof range === "number" && range > 0 && range <= 100)) {
    throw wrong("range", range, "volts above 0, at most 100");
  }
  if (!inputModes.includes(inputMode as MccSettings["inputMode"])) {
    throw wrong("inputMode", inputMode, inputModes.map((mode) => `"${mode}"`).join(", "));
  }
  if (inputs !== undefined && !(Number.isInteger(inputs) && Number(inputs) >= 1 && Number(inputs) <= mostInputs)) {
    throw wrong("inputs", inputs, `a whole number from 1 to ${mostInputs}`);
  }
  return { iepe, range, inputMode: inputMode as MccSettings["inputMode"], inputs: inputs as number | undefined };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of an MCC board must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
