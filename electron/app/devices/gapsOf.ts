import type { DeviceGap } from "../../contract/devicesContract.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { type GapStretch, scattered } from "../../store/gapTable.ts";
import type { Store } from "../../store/openStore.ts";

/** The gaps of a device that touch [from, to], oldest first, with how much of it is missing where that is not all. */
export function gapsOf(
  store: Pick<Store, "gaps">,
  device: Pick<DeviceSetup, "id" | "sampleRate">,
  from: UtcMilliseconds,
  to: UtcMilliseconds,
): DeviceGap[] {
  return store.gaps.read(device.id, from, to).map((gap) => {
    const { deviceId: _, away: _away, ...shown } = gap;
    const share = shareOf(gap, device.sampleRate);
    return share < 1 ? { ...shown, share } : shown;
  });
}

function shareOf({ from, to, lostSamples, reason, away }: GapStretch, sampleRate: Hertz): number {
  const isScattered = reason === scattered && lostSamples > 0 && sampleRate > 0;
  const missing = isScattered ? (lostSamples / sampleRate) * millisecondsPerSecond : away;
  return to > from ? missing / (to - from) : 1;
}
