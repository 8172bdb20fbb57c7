import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";

/** As many as one device may have in a plant. */
const mostChannels = 256;
/** Far beyond any recorder; a block of a quarter of a second of more would not fit into memory beside everything else. */
const mostSamplesPerSecond = 50_000_000;

/**
 * A damaged header claims what no recorder delivers, and blocks are as large as it claims.
 * @throws Fault BAD_FILE above 256 channels, or above 50 million samples a second over all of them
 */
export function refuseAbsurd(path: string, channelCount: number, sampleRate: Hertz = 0): void {
  if (channelCount <= mostChannels && channelCount * sampleRate <= mostSamplesPerSecond) return;
  const claim = `${channelCount} channels${sampleRate > 0 ? ` at ${sampleRate} Hz` : ""}`;
  const message = `${path} claims ${claim}; at most ${mostChannels} channels and 50 million samples a second are taken. Check the file, or save fewer channels at a lower rate.`;
  throw new Fault("BAD_FILE", message, { details: { path, channelCount, sampleRate } });
}
