import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import type { UtcMilliseconds } from "../../../../electron/domain/units.ts";

/**
 * The same recording set up anew. The station begins a capture again when its settings have changed, so the moment is written
 * into them; it is not the setting `startTime`, by which the samples would bear this time again after a restart next week.
 */
export function playedAgain(device: DeviceSetup, now: UtcMilliseconds): Omit<DeviceSetup, "id"> {
  const { id: _, ...same } = device;
  return { ...same, settings: { ...device.settings, playedAgainAt: now } };
}
