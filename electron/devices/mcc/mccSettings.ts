import type { DeviceSetup } from "../../domain/plant.ts";
import { type BoxSettings, boxFields, boxSettings, type InputBox } from "../inputBox.ts";

type Mode = "automatic" | "differential" | "single-ended";
const board: InputBox<Mode> = {
  what: "an MCC board",
  highestRange: 100,
  inputModes: ["automatic", "differential", "single-ended"],
};

export type MccSettings = BoxSettings<Mode>;
export const mccFields = boxFields(board);

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export const mccSettings = (settings: DeviceSetup["settings"]): MccSettings => boxSettings(board, settings);
