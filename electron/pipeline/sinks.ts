import type { Alert, AlertStep, Evidence } from "../domain/alert.ts";
import type { ComponentId, DeviceId } from "../domain/plant.ts";
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

/** Where the pipeline writes to. The app connects them to the store; a test connects them to an array. */
export interface PipelineSinks {
  score(componentId: ComponentId, time: UtcMilliseconds, value: number): void;
  window(window: ComponentWindow): void;
  gap(gap: CaptureGap): void;
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
