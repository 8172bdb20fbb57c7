import type { FoundDevice } from "../../../../electron/contract/devicesContract.ts";
import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import type { SourceForm } from "../../../../electron/domain/settingField.ts";

/**
 * Who says at which rate a source sends. `offered`: the device has these and no others; `measured`: the station has counted what came
 * for a few seconds, and a person may know better; `said`: nobody but a person knows.
 */
export type RateOrigin = "offered" | "measured" | "said";

/** A source that sends at a rate of its own, which a person may state. */
export function isRateFree(form: SourceForm | undefined): boolean {
  return (
    form !== undefined &&
    (form.addressKind === "serial port" || form.addressKind === "network address") &&
    form.fields.some(({ name }) => name === "sampleRate")
  );
}

/** @param asked the settings with which it was looked at; missing when it was recognised without any */
export function rateOrigin(
  { sampleRates, defaultSampleRate }: Pick<FoundDevice, "sampleRates" | "defaultSampleRate">,
  form: SourceForm | undefined,
  asked: DeviceSetup["settings"] = {},
): RateOrigin {
  if (!isRateFree(form)) return sampleRates.length > 0 ? "offered" : "said";
  return defaultSampleRate > 0 && asked.sampleRate === undefined ? "measured" : "said";
}
