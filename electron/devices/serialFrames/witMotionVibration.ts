import { siblingModule } from "../../domain/sibling.ts";
import { boardMakers } from "../serialPort/boardMakers.ts";
import { serialDriver } from "../serialPort/serialDriver.ts";
import { baudRateField, checkRates, frameFormatOf, sampleRateField } from "./frameSettings.ts";
import { witVibrationFormat } from "./witVibrationFormat.ts";

/**
 * WitMotion's vibration sensor WTVB01-BT50 at its USB cable (a CH340, 1A86:7523): velocity, displacement, frequency and temperature
 * that it has computed itself.
 */
export const witMotionVibration = serialDriver({
  kind: "witMotionVibration",
  program: siblingModule(import.meta.url, "witVibrationProcess"),
  fields: [
    baudRateField(115_200),
    sampleRateField,
    { name: "frame", kind: "frame", usual: JSON.stringify(witVibrationFormat), rare: true },
  ],
  baudRates: [115_200, 9600, 230_400, 57_600],
  otherVendors: boardMakers,
  recognisable: true,
  check(settings) {
    checkRates(settings);
    frameFormatOf(settings, witVibrationFormat);
  },
  missing: (_setup, finding) =>
    `frames that begin with 55 61; the last bytes were ${finding}. Check that it is a WTVB01-BT50, and the baud rate.`,
});
