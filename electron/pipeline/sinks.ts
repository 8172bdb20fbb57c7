import type { Alert, AlertStep, Evidence } from "../domain/alert.ts";
import type { ComponentId, DeviceId } from "../domain/plant.ts";
import type { ClockDrift } from "../domain/sampleBlock.ts";
import type { TroubleKind } from "../domain/sourceTroubles.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";

/** One judged or unjudged window of one component: the values of all its points, one after the other. */
export interface ComponentWindow {
  readonly componentId: ComponentId;
  readonly recipe: string;
  /** Start of the window. */
  readonly time: UtcMilliseconds;
  readonly duration: Seconds;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A stretch without samples. */
export interface CaptureGap {
  readonly deviceId: DeviceId;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly lostSamples: number;
  readonly reason: string;
}

/** What went wrong on one channel, or how many of its samples had to be given up unanalysed, since the last word of it. */
export interface ChannelTrouble {
  readonly deviceId: DeviceId;
  readonly channel: number;
  readonly time: UtcMilliseconds;
  readonly kind: TroubleKind | typeof lostInQueue;
  readonly count: number;
}
export const lostInQueue = "lost in queue";

/** Where the pipeline writes to. The app connects them to the store; a test connects them to an array. */
export interface PipelineSinks {
  score(componentId: ComponentId, time: UtcMilliseconds, value: number): void;
  window(window: ComponentWindow): void;
  gap(gap: CaptureGap): void;
  /** Told once a minute at most, and at the end. */
  channelTrouble(trouble: ChannelTrouble): void;
  /** How the clock of a device ran lately. Told once a minute. */
  clock(deviceId: DeviceId, time: UtcMilliseconds, clock: ClockDrift): void;
  /** Committed before the call returns. */
  alertRaised(alert: Alert, steps: readonly AlertStep[]): void;
  /** Committed before the call returns. */
  alertChanged(alert: Alert, steps: readonly AlertStep[]): void;
  /** Keeps raw samples of a point; returns the hash that finds them again, "" when the disk refuses. */
  recording(samples: Float32Array<ArrayBuffer>, sampleRate: number): string;
  evidence(evidence: Evidence): void;
  /** Something was refused by a sink or failed within the chain; it is tried again with the next window. */
  trouble(thrown: unknown): void;
  /** An artifact could not be read: the component reads "not scored". */
  modelRefused(componentId: ComponentId, message: string): void;
}
