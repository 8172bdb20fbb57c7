import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { RegisterMap } from "../../domain/registerMap.ts";

/** A channel an entry, in units of its own: values, not waveforms. */
export function channelsOf({ registers }: RegisterMap): ChannelInfo[] {
  return registers.map(({ name, quantity, unit }) => ({ name, quantity, unit, sensitivity: 1, signal: "feature" }));
}
