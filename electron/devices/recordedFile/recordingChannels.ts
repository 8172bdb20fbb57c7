import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { Measure, Recording } from "./recording.ts";

const unknown: Measure = { quantity: "other", unit: "FS" };

/** The channels of a recording as a device shows them; what the file does not say is relative to full scale. */
export function channelsOf({ names, measures }: Recording): ChannelInfo[] {
  return names.map((name, channel) => {
    const { quantity, unit, sensitivity = 1 } = measures?.[channel] ?? unknown;
    return { name, quantity, unit, sensitivity };
  });
}
