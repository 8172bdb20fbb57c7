import type { DeviceId } from "./plant.ts";
import type { SourceTroubles } from "./sourceTroubles.ts";
import { type Hertz, millisecondsPerSecond, type PartsPerMillion, type UtcMilliseconds } from "./units.ts";

/** How the clock of a source runs beside UTC, as far as it was watched. */
export interface ClockDrift {
  /** Positive: the source is faster than it was set up. */
  readonly drift: PartsPerMillion;
  /** Standard deviation of `drift`; it shrinks the longer the source is watched. */
  readonly uncertainty: PartsPerMillion;
}

/** A stretch of consecutive samples of all channels of one device. The source stamps its time once; later stages compute. */
export interface SampleBlock {
  readonly deviceId: DeviceId;
  /** 0 for the first block of a capture, then +1 each. */
  readonly sequence: number;
  /** When the first sample was taken, by the source's sample clock. */
  readonly time: UtcMilliseconds;
  readonly sampleRate: Hertz;
  /** One array a channel, all of the same length ≥ 1, in device units (full scale ±1, volts or raw numbers). */
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** Samples per channel known to be missing between the previous block and this one. 0 when nothing was lost. */
  readonly lostBefore: number;
  /** What went wrong on the way since the block before. Missing when nothing did. */
  readonly troubles?: SourceTroubles | undefined;
  /** Missing until it was watched long enough, or where the source has no clock of its own. */
  readonly clock?: ClockDrift | undefined;
}

/** Samples per channel in a block. */
export function blockLength(block: SampleBlock): number {
  return block.channels[0]?.length ?? 0;
}

/** When the sample after the last one of the block is due. */
export function blockEnd(block: SampleBlock): UtcMilliseconds {
  return block.time + (blockLength(block) / block.sampleRate) * millisecondsPerSecond;
}
