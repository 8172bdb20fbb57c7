import { siblingModule } from "../../domain/sibling.ts";
import { serialDriver } from "../serialPort/serialDriver.ts";
import { baudRateField, checkRates, frameFormatOf, sampleRateField } from "./frameSettings.ts";

const usualBaudRate = 115_200;

/** Binary frames over a serial port, as an engineer describes them: the setting `frame`, see `FrameFormat`. */
export const serialFrames = serialDriver({
  kind: "serialFrames",
  program: siblingModule(import.meta.url, "frameProcess"),
  fields: [baudRateField(usualBaudRate), { name: "frame", kind: "frame" }, sampleRateField],
  baudRates: [],
  recognisable: false,
  check(settings) {
    checkRates(settings);
    frameFormatOf(settings);
  },
  missing: (_setup, finding) =>
    `frames as they are described; the last bytes were ${finding}. Check the description and the baud rate.`,
});
