import type { DeviceSetup } from "../../domain/plant.ts";
import { siblingModule } from "../../domain/sibling.ts";
import { serialDriver } from "../serialPort/serialDriver.ts";
import { serialSettings, textFields } from "./serialSettings.ts";

/** Rows of numbers over a serial port: one row a sample, one number a channel. */
export const serialText = serialDriver({
  kind: "serialText",
  program: siblingModule(import.meta.url, "serialProcess"),
  fields: textFields,
  baudRates: [115_200, 9600, 57_600, 921_600, 230_400, 38_400, 19_200, 460_800],
  recognisable: true,
  listsPorts: true,
  check: (settings) => void serialSettings(settings),
  missing({ channelCount }: DeviceSetup, finding) {
    const numbers = `${channelCount} number${channelCount === 1 ? "" : "s"}`;
    return `lines of ${numbers}; the last one was "${finding}". Check baud rate, separator and number of channels.`;
  },
});
