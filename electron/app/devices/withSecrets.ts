import type { DeviceSetup } from "../../domain/plant.ts";
import { formOf } from "./formOf.ts";
import { restoreSecrets } from "./secretSettings.ts";

/** The settings of a source that a page asks about, with the passwords it was not shown. @throws Fault BAD_INPUT, see restoreSecrets */
export function withSecrets(
  asked: Pick<DeviceSetup, "driver" | "address" | "settings">,
  devices: readonly DeviceSetup[],
): DeviceSetup["settings"] {
  const inUse = devices.filter(({ driver, address }) => driver === asked.driver && address === asked.address);
  return restoreSecrets(
    asked.settings,
    formOf(asked.driver),
    inUse.map(({ settings }) => settings),
  );
}
