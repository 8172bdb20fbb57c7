import type { DeviceStatus } from "../../../electron/contract/devicesContract.ts";
import type { Plant } from "../../../electron/domain/plant.ts";

/** Channels that deliver now, channels in use, and samples lost since the station started, over all devices. */
export function countChannels(
  plant: Pick<Plant, "devices">,
  statuses: readonly DeviceStatus[],
): { readonly running: number; readonly all: number; readonly lost: number } {
  const statusOf = new Map(statuses.map((status) => [status.deviceId, status]));
  let running = 0;
  let all = 0;
  let lost = 0;
  for (const device of plant.devices) {
    const status = statusOf.get(device.id);
    all += device.channelCount;
    if (status === undefined) continue;
    if (status.condition === "running") running += device.channelCount;
    lost += (status.lostInDevice + status.lostInQueue) * device.channelCount;
  }
  return { running, all, lost };
}
