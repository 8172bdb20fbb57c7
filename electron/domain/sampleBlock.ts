import type { DeviceId } from "./plant.ts";
import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "./units.ts";

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
}

/** Samples per channel in a block. */
export function blockLength(block: SampleBlock): number {
  return block.channels[0]?.length ?? 0;
}

/** When the sample after the last one of the block is due. */
export function blockEnd(block: SampleBlock): UtcMilliseconds {
  return block.time + (blockLength(block) / block.sampleRate) * millisecondsPerSecond;
}
