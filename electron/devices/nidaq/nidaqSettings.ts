import type { DeviceSetup } from "../../domain/plant.ts";
import { type BoxSettings, boxFields, boxSettings, type InputBox } from "../inputBox.ts";

type Mode = "automatic" | "differential" | "pseudo-differential" | "single-ended";
const device: InputBox<Mode> = {
  what: "an NI device",
  highestRange: 1000,
  inputModes: ["automatic", "differential", "pseudo-differential", "single-ended"],
};

export type NiDaqSettings = BoxSettings<Mode>;
export const nidaqFields = boxFields(device);

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export const nidaqSettings = (settings: DeviceSetup["settings"]): NiDaqSettings => boxSettings(device, settings);
