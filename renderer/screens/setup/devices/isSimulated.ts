import type { FoundDevice } from "../../../../electron/contract/devicesContract.ts";

/** Whether a device is only played by the station. */
export function isSimulated({ driver }: Pick<FoundDevice, "driver">): boolean {
  return driver === "simulatedPlant";
}
