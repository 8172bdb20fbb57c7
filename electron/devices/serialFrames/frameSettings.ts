import { Fault } from "../../domain/fault.ts";
import type { FrameFormat } from "../../domain/frameFormat.ts";
import { parseFrameFormat } from "../../domain/parseFrameFormat.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SettingField } from "../../domain/settingField.ts";

const highestBaudRate = 20_000_000;

export const baudRateField = (usual: number): SettingField => ({
  name: "baudRate",
  kind: "number",
  usual,
  low: 50,
  high: highestBaudRate,
  unit: "baud",
});

export const sampleRateField: SettingField = {
  name: "sampleRate",
  kind: "number",
  low: 0.001,
  high: 1_000_000,
  unit: "Hz",
};

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function checkRates({ baudRate, sampleRate }: DeviceSetup["settings"]): void {
  const isBaud = typeof baudRate === "number" && Number.isInteger(baudRate) && baudRate >= 50;
  if (baudRate !== undefined && !(isBaud && baudRate <= highestBaudRate))
    throw wrong("baudRate", `must be a whole number of baud from 50 to ${highestBaudRate}`);
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity))
    throw wrong("sampleRate", "must be the number of samples a second, above 0");
}

/**
 * @param usual the description that serves when none is given
 * @throws Fault BAD_INPUT naming the entry of the description
 */
export function frameFormatOf({ frame = "" }: DeviceSetup["settings"], usual?: FrameFormat): FrameFormat {
  if (typeof frame === "string" && frame.trim() !== "") return parseFrameFormat(frame);
  if (usual) return usual;
  throw wrong("frame", "is empty. Describe the frame: its sync bytes, its length, its fields");
}

function wrong(setting: string, problem: string): Fault {
  return new Fault("BAD_INPUT", `The setting ${setting} of a stream of frames ${problem}.`, { details: { setting } });
}
