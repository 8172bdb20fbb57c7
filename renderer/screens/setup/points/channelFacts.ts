import type { FoundDevice } from "../../../../electron/contract/devicesContract.ts";
import type { ChannelInfo } from "../../../../electron/domain/channelInfo.ts";
import type { Plant } from "../../../../electron/domain/plant.ts";

/**
 * What a channel says of itself: as it is plugged in now, otherwise as it was when its device was taken into use.
 * @returns undefined where nobody knows
 */
export function channelFacts(
  plant: Pick<Plant, "devices">,
  found: readonly Pick<FoundDevice, "id" | "channels">[] | undefined,
  deviceId: string,
  channel: number,
): ChannelInfo | undefined {
  return (
    found?.find(({ id }) => id === deviceId)?.channels[channel] ??
    plant.devices.find(({ id }) => id === deviceId)?.channels?.[channel]
  );
}
