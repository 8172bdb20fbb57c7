import type { DeviceSetup, Plant } from "../../../../electron/domain/plant.ts";

/** It delivers recordings as they come, each with the time of its own recording, and not what happens now. */
function isReplayed({ driver, settings }: Pick<DeviceSetup, "driver" | "settings">): boolean {
  return driver === "watchFolder" || (driver === "recordedFile" && settings.pace === "as fast as possible");
}

/**
 * A component is judged by moments in which all its sensors were heard: recordings and another device never meet in one.
 * @param pointId the point that is being changed; it does not count as it was
 * @returns the device that does not go with `deviceId` in this component; undefined when all of them do
 */
export function mixedTiming(
  { points, devices }: Pick<Plant, "points" | "devices">,
  { componentId, deviceId, pointId }: { componentId: string; deviceId: string; pointId?: string | undefined },
): DeviceSetup | undefined {
  const own = devices.find(({ id }) => id === deviceId);
  if (own === undefined) return undefined;
  const others = new Set(
    points.filter((each) => each.componentId === componentId && each.id !== pointId).map((each) => each.deviceId),
  );
  return devices.find((each) => each.id !== deviceId && others.has(each.id) && (isReplayed(each) || isReplayed(own)));
}
