import type { DeviceId, PointId } from "./plant.ts";
import type { UtcMilliseconds } from "./units.ts";

/**
 * What the station notices of a sensor rather than of the machine it is mounted on.
 * `clipping`: the signal is cut off at full scale; `dead`: nothing but a constant, or the noise of an open input;
 * `mains hum`: 50 or 60 Hz and its harmonics stand above everything else; `same as another`: two channels deliver the same samples;
 * `no machine`: no line of the machine is heard while it runs (left on the bench, fallen off); `implausible level`: a machine of
 * this kind is never so loud or so quiet: the sensitivity is wrong; `level jumped`: every frequency changed by one factor at once:
 * sensitivity or gain were changed; `rate changed`: samples come at another rate than set up.
 */
export const sensorFindingKinds = [
  "clipping",
  "dead",
  "mains hum",
  "same as another",
  "no machine",
  "implausible level",
  "level jumped",
  "rate changed",
] as const;
export type SensorFindingKind = (typeof sensorFindingKinds)[number];

/** One of them, as facts the sentence of the page is made of. */
export interface SensorFinding {
  readonly kind: SensorFindingKind;
  readonly deviceId: DeviceId;
  /** Counted from 0; missing for a finding on the whole device. */
  readonly channel?: number | undefined;
  /** The point that hangs on the channel, if one does. */
  readonly pointId?: PointId | undefined;
  readonly since: UtcMilliseconds;
  /** `trouble`: what is measured cannot be trusted, and the component is not judged by it; `hint`: worth a look. */
  readonly weight: "trouble" | "hint";
  /** Numbers of the sentence: share clipped, hum in hertz and decibels, the other channel, factor, measured rate … */
  readonly facts: Readonly<Record<string, number | string>>;
}
