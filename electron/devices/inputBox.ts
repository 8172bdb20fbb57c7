import { Fault } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import type { SettingField } from "../domain/settingField.ts";

const mostInputs = 64;

/** What a person may say of a box with analog inputs, checked. */
export interface BoxSettings<Mode extends string> {
  /** Switches the sensor supply (IEPE) on, and with it the coupling to AC where the box has it. */
  readonly iepe: boolean;
  /** Volts that have to fit; the smallest range that holds them is taken. Missing: the largest. */
  readonly range: number | undefined;
  readonly inputMode: Mode;
  /** How many inputs are used, from the first on. Missing: all. */
  readonly inputs: number | undefined;
}

/** A make of boxes whose inputs are asked for alike. */
export interface InputBox<Mode extends string> {
  /** "an MCC board": for the sentence of a fault. */
  readonly what: string;
  /** In volts. */
  readonly highestRange: number;
  /** The first is the usual one. */
  readonly inputModes: readonly [Mode, ...Mode[]];
}

export function boxFields<Mode extends string>({ highestRange, inputModes }: InputBox<Mode>): readonly SettingField[] {
  return [
    { name: "iepe", kind: "switch", usual: false },
    { name: "inputs", kind: "number", low: 1, high: mostInputs },
    { name: "range", kind: "number", low: 0.001, high: highestRange, unit: "V", rare: true },
    { name: "inputMode", kind: "choice", usual: inputModes[0], choices: inputModes, rare: true },
  ];
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function boxSettings<Mode extends string>(
  { what, highestRange, inputModes }: InputBox<Mode>,
  { iepe = false, range, inputMode = inputModes[0], inputs }: DeviceSetup["settings"],
): BoxSettings<Mode> {
  const wrong = (setting: string, value: unknown, allowed: string) => {
    const message = `The setting ${setting} of ${what} must be ${allowed}, not ${JSON.stringify(value)}.`;
    return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
  };
  if (typeof iepe !== "boolean") throw wrong("iepe", iepe, "true or false");
  if (range !== undefined && !(typeof range === "number" && range > 0 && range <= highestRange)) {
    throw wrong("range", range, `volts above 0, at most ${highestRange}`);
  }
  if (!inputModes.includes(inputMode as Mode)) {
    throw wrong("inputMode", inputMode, inputModes.map((mode) => `"${mode}"`).join(", "));
  }
  if (inputs !== undefined && !(Number.isInteger(inputs) && Number(inputs) >= 1 && Number(inputs) <= mostInputs)) {
    throw wrong("inputs", inputs, `a whole number from 1 to ${mostInputs}`);
  }
  return { iepe, range, inputMode: inputMode as Mode, inputs: inputs as number | undefined };
}
