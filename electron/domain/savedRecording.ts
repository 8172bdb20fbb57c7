import type { DeviceId, PointId } from "./plant.ts";
import type { Hertz, PartsPerMillion, Quantity, Seconds, Unit, UtcMilliseconds } from "./units.ts";

/**
 * Why a recording ended early. `quota`: the space for recordings is used up; `disk full`, `disk failed`: the disk takes no more;
 * `station failed`: it could not go on for a reason of its own; `station closed`: somebody ended it; `interrupted`: the station or the
 * computer died; the others as for a track.
 */
export const recordingCuts = [
  "quota",
  "disk full",
  "disk failed",
  "station failed",
  "station closed",
  "interrupted",
] as const;
/**
 * Why one track ended before the recording. `device removed`, `point removed`: they left the plant; `rate changed`: the device was set
 * up with another sample rate.
 */
export const trackCuts = ["device removed", "point removed", "rate changed"] as const;
export type TrackCut = (typeof trackCuts)[number];
/** A recording ends with the cut of its tracks when none of them is left. */
export type RecordingCut = (typeof recordingCuts)[number] | TrackCut;

/** Raw samples that somebody wanted kept: one WAV file a point, beginning before the moment it was asked for. */
export interface SavedRecording {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  /** `running`: still being written; `cut`: it ended early, `reason` says why. */
  readonly state: "running" | "done" | "cut";
  readonly reason?: RecordingCut | undefined;
  /** What started it: a person, or a schedule. */
  readonly scheduleId?: string | undefined;
  /** When it was asked for; the tracks begin up to the pre-trigger earlier. */
  readonly startedAt: UtcMilliseconds;
  readonly endedAt?: UtcMilliseconds | undefined;
  readonly tracks: readonly RecordingTrack[];
  readonly bytes: number;
}

/** What was recorded of one point. */
export interface RecordingTrack {
  readonly pointId: PointId;
  /** As they were called then: points come and go. */
  readonly pointName: string;
  readonly componentName: string;
  readonly machineName: string;
  readonly deviceId: DeviceId;
  readonly channel: number;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** The file holds device units: value = sample / this. */
  readonly sensitivity: number;
  readonly sampleRate: Hertz;
  /** Time of the first sample. */
  readonly from: UtcMilliseconds;
  readonly samples: number;
  /** Samples that were lost stand as zeros and are counted; where they are says `gaps` (position and length in samples). */
  readonly lostSamples: number;
  readonly gaps: readonly TrackGap[];
  /** Gaps beyond the number that is listed; their samples are counted in `lostSamples`. */
  readonly gapsNotListed?: number | undefined;
  /** How much faster than `sampleRate` the source's clock ran beside UTC, where that is known. */
  readonly drift?: PartsPerMillion | undefined;
  /** It ended before the others did. */
  readonly cut?: TrackCut | undefined;
}

/** A stretch of a track that was lost. */
export interface TrackGap {
  /** Position of its first sample in the track. */
  readonly at: number;
  readonly samples: number;
}

/** Recordings that start by themselves. */
export interface RecordingSchedule {
  readonly id: string;
  readonly name: string;
  readonly pointIds: readonly PointId[];
  /** Local time of the station, "HH:MM". */
  readonly at: string;
  /** 0 = Sunday … 6; empty: every day. */
  readonly weekdays: readonly number[];
  /** Besides `at`, again every so many minutes until the day ends; missing: once a day. */
  readonly everyMinutes?: number | undefined;
  readonly seconds: Seconds;
  readonly by: string;
  readonly enabled: boolean;
}
