import type { DeviceHistory } from "../../contract/devicesContract.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { type SourceTroubles, type TroubleKind, troubleKinds } from "../../domain/sourceTroubles.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { lostInQueue } from "../../pipeline/sinks.ts";
import type { Store } from "../../store/openStore.ts";
import { gapsOf } from "./gapsOf.ts";

/** Stretches in which nobody lost anything: nothing was to be measured, or the clock of the computer was put forward. */
const harmless = ["not measured", "clock set"];

/**
 * What was lost of a device between two moments. Gaps are exact in sum; counts of trouble are those of all hours that touch the stretch.
 * What was counted on channels that it has no more is left out.
 */
export function deviceHistory(
  store: Pick<Store, "gaps" | "troubles" | "clocks">,
  device: Pick<DeviceSetup, "id" | "sampleRate" | "channelCount">,
  { from, to }: { readonly from: UtcMilliseconds; readonly to: UtcMilliseconds },
): DeviceHistory {
  const { id: deviceId, channelCount } = device;
  const gaps = gapsOf(store, device, from, to);
  const losses = store.gaps.sums(deviceId, from, to).filter(({ reason }) => !harmless.includes(reason));
  const lostInDevice = losses.reduce((sum, { lostSamples }) => sum + lostSamples, 0);
  const count = losses.reduce((sum, { gaps: each }) => sum + each, 0);
  const counts = store.troubles.read(deviceId, from, to);
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    const ofChannel = counts.filter((each) => each.channel === channel);
    const unread = ofChannel.find(({ kind }) => kind === lostInQueue)?.count ?? 0;
    const troubles: SourceTroubles = Object.fromEntries(
      ofChannel.flatMap(({ kind, count }) => (troubleKinds.includes(kind as TroubleKind) ? [[kind, count]] : [])),
    );
    return { lostSamples: lostInDevice + unread, gaps: count, troubles };
  });
  return { deviceId, gaps, channels, clock: store.clocks.read(deviceId, from, to) };
}
