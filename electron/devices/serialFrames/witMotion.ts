import { siblingModule } from "../../domain/sibling.ts";
import { boardMakers } from "../serialPort/boardMakers.ts";
import { serialDriver } from "../serialPort/serialDriver.ts";
import { baudRateField, checkRates, sampleRateField } from "./frameSettings.ts";
import { contentsOf } from "./witContents.ts";

/** WitMotion's inertial sensors (HWT905 and family): acceleration, angular rate, angle and temperature, as far as they send them. */
export const witMotion = serialDriver({
  kind: "witMotion",
  program: siblingModule(import.meta.url, "witProcess"),
  fields: [baudRateField(9600), sampleRateField, { name: "contents", kind: "text", rare: true }],
  baudRates: [9600, 115_200, 230_400, 57_600, 921_600, 38_400, 19_200],
  otherVendors: boardMakers,
  recognisable: true,
  check(settings) {
    checkRates(settings);
    contentsOf(settings.contents);
  },
  missing: ({ settings }, finding) =>
    `frames of ${contentsOf(settings.contents).join(", ")}; the last bytes were ${finding}. Check the baud rate, and what the device is set to send.`,
});
