import type { ComponentId, MachineId, PointId } from "./plant.ts";
import type { Decibels, Hertz, Unit, UtcMilliseconds } from "./units.ts";

/** The states of ISA-18.2 / IEC 62682. `returned` is returned-to-normal, unacknowledged. */
export const alertPhases = [
  "normal",
  "unacknowledged",
  "acknowledged",
  "returned",
  "shelved",
  "out of service",
] as const;
export type AlertPhase = (typeof alertPhases)[number];

/** low = watch, medium = plan a check, high = act today. */
export const alertPriorities = ["low", "medium", "high"] as const;
export type AlertPriority = (typeof alertPriorities)[number];

/** One thing that happened to an alert. The list of them is its history. */
export interface AlertStep {
  readonly time: UtcMilliseconds;
  readonly from: AlertPhase;
  readonly to: AlertPhase;
  readonly by: string;
  readonly comment: string;
}

export interface Alert {
  readonly id: string;
  readonly componentId: ComponentId;
  readonly machineId: MachineId;
  readonly phase: AlertPhase;
  readonly priority: AlertPriority;
  readonly raisedAt: UtcMilliseconds;
  readonly changedAt: UtcMilliseconds;
  /** When the score was back below the threshold for the off-delay. */
  readonly clearedAt?: UtcMilliseconds | undefined;
  readonly shelvedUntil?: UtcMilliseconds | undefined;
  /** The largest score of the episode, and the threshold it is to be compared with. */
  readonly peakScore: number;
  readonly threshold: number;
  readonly modelVersion: number;
  /** Where the spectrum deviates most, once the evidence is frozen; of values, at the worst moment so far. */
  readonly deviation?: Deviation | undefined;
}

/** The band, or the value, that differs most from healthy, and by how much. */
export interface Deviation {
  readonly pointId: PointId;
  readonly low: Hertz;
  readonly high: Hertz;
  readonly change: Decibels;
  /** Of a point that delivers values, in its unit: it has no band, which is 0 to 0 Hz then, and no decibels where its scale is linear. */
  readonly value?: { readonly now: number; readonly healthy: number } | undefined;
}

/** A spectrum thinned for display: `levels[i]` is the strongest line of the i-th of equal bands from 0 to `top`. */
export interface DisplaySpectrum {
  readonly top: Hertz;
  readonly levels: readonly Decibels[];
}

/** A spectrum line by line: `levels[k]` lies at `k · step`. */
export interface LineSpectrum {
  readonly step: Hertz;
  readonly levels: readonly Decibels[];
}

/** The learned healthy spectrum: 5 %, 50 % and 95 % quantiles in each display band. */
export interface HealthySpectrum {
  readonly top: Hertz;
  readonly low: readonly Decibels[];
  readonly middle: readonly Decibels[];
  readonly high: readonly Decibels[];
}

/** What is frozen when an alert is raised, so that it can be judged later by someone else. */
export interface Evidence {
  readonly alertId: string;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly modelVersion: number;
  readonly modelHash: string;
  readonly threshold: number;
  readonly scores: readonly { readonly time: UtcMilliseconds; readonly value: number }[];
  readonly points: readonly EvidencePoint[];
  /** What the points said that deliver values: they have neither recording nor spectrum. */
  readonly values?: readonly EvidenceValue[] | undefined;
}

export interface EvidenceValue {
  readonly pointId: PointId;
  readonly unit: Unit;
  readonly now: number;
  readonly healthy: number;
}

export interface EvidencePoint {
  readonly pointId: PointId;
  /** SHA-256 of the WAV file with the raw samples; the file is named by it. Empty when there is none: `missing` says why. */
  readonly recording: string;
  readonly missing?: string | undefined;
  readonly sampleRate: Hertz;
  readonly unit: string;
  readonly lostSamples: number;
  readonly spectrum: DisplaySpectrum;
  readonly healthy?: HealthySpectrum | undefined;
}

/** What a person says an event was. */
export interface Label {
  readonly id: string;
  readonly componentId: ComponentId;
  readonly alertId?: string | undefined;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly mechanism: string;
  readonly comment: string;
  readonly author: string;
  readonly time: UtcMilliseconds;
}
