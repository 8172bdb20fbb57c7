import type { ComponentId, PointId } from "./plant.ts";
import type { Hertz, Seconds, UtcMilliseconds } from "./units.ts";

/** The features of one point over one window, by one recipe. */
export interface FeatureVector {
  readonly pointId: PointId;
  /** Start of the window. */
  readonly time: UtcMilliseconds;
  readonly duration: Seconds;
  readonly sampleRate: Hertz;
  /** Which recipe made it: `names` of that recipe say what each value is. */
  readonly recipe: string;
  /** Shape [names of the recipe]; never NaN: a window that cannot be computed yields no vector. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** How unlike the learned healthy state one component was during one window. */
export interface Score {
  readonly componentId: ComponentId;
  /** End of the window. */
  readonly time: UtcMilliseconds;
  /** 0 = like the healthy training set; larger = less like it. */
  readonly value: number;
  /** Above it the component counts as unusual. Same scale as `value`. */
  readonly threshold: number;
  readonly modelVersion: number;
}

/** Windows that could not be judged, and why. */
export const notJudgedReasons = [
  "no model",
  "no signal",
  "machine off",
  "new operating mode",
  "model unreadable",
  "too little data",
] as const;
export type NotJudgedReason = (typeof notJudgedReasons)[number];

/** The state language of every screen, in order of urgency: most urgent first. */
export const healthStates = [
  "alarm",
  "warning",
  "watch",
  "sensor trouble",
  "not judged",
  "learning",
  "shelved",
  "out of service",
  "as usual",
] as const;
export type HealthState = (typeof healthStates)[number];

export interface Health {
  readonly componentId: ComponentId;
  readonly state: HealthState;
  readonly since: UtcMilliseconds;
  readonly reason?: NotJudgedReason | undefined;
  /** Score over threshold, smoothed by the alert delays; 1 is the threshold. Missing when nothing is judged. */
  readonly severity?: number | undefined;
  /** 0…1 while learning. */
  readonly progress?: number | undefined;
}
