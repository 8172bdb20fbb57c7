import type { Decibels, Hertz } from "./units.ts";

/**
 * What a feature describes. `level`: how strong the signal is; `shape`: statistics of its waveform; `cepstrum`: mel cepstrum;
 * `spectrum`: where its power lies; `envelope`: how its high-frequency part is modulated; `value`: what a sensor has computed itself.
 */
export const featureGroups = ["level", "shape", "cepstrum", "spectrum", "envelope", "value"] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/** One value of a feature vector, as far as those who must not know its definition need to know it. */
export interface FeatureTrait {
  readonly name: string;
  readonly group: FeatureGroup;
  /** true when a change of gain alone changes the value. */
  readonly levelDependent: boolean;
  /** Where in the spectrum (or in the spectrum of the envelope) it looks; missing when it looks everywhere. */
  readonly band?: { readonly low: Hertz; readonly high: Hertz } | undefined;
  /** What a step of 1 is in decibels, where the value is logarithmic. */
  readonly decibelsPerUnit?: Decibels | undefined;
  /** Of a `value`: what is usual for it; what is usual for the other groups is no measure of it. */
  readonly usual?: UsualChange | undefined;
}

/** How far a value of a healthy machine moves from one day to another, on the scale of the feature. */
export interface UsualChange {
  /** Missing where nothing is known of such values. */
  readonly change?: number | undefined;
  /** A fault never makes it smaller. */
  readonly onlyRises: boolean;
}
