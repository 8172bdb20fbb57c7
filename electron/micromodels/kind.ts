import type { HealthySpectrum } from "../domain/alert.ts";
import type { FeatureTrait } from "../domain/featureTrait.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";

/** Healthy windows of one component, session by session. Sessions never share a recording, so they are the unit of every split. */
export interface TrainingSet {
  /** What the values are, shape [features]: the traits of the recipe, point after point. */
  readonly features: readonly TrainingFeature[];
  readonly sessions: readonly TrainingSession[];
  /** How many windows begin within the length of one: 1 when they do not overlap. Overlapping windows say less than their number. */
  readonly overlap: number;
  /** Length of a window; a second unless given. */
  readonly windowSeconds?: Seconds | undefined;
}

export interface TrainingFeature extends FeatureTrait {
  readonly pointId: PointId;
}

export interface TrainingSession {
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Shape [windows][features], in time order. */
  readonly windows: readonly Float32Array[];
  /** How the machine ran, as far as somebody said so. */
  readonly tag?: OperatingTag | undefined;
  /** What it sounded like, point by point: the lines by which a speed is known again. */
  readonly spectra?: Readonly<Record<PointId, HealthySpectrum>> | undefined;
}

/** How much one feature contributes to a score; the shares of a score sum to 1. */
export interface Contribution {
  readonly name: string;
  readonly share: number;
}

export interface Micromodel {
  /** What its numbers were trained with, where that is not plain arithmetic; known only to the fit itself. */
  readonly trainedOn?: string | undefined;
  /**
   * 0 = like the healthy training set; larger = less like it. Pure: scoring never learns.
   * @throws Fault BAD_SHAPE when the number of features differs from the training set; BAD_SAMPLES when one is not finite
   */
  score(features: Float32Array): number;
  /** The features behind a score, largest share first. */
  explain(features: Float32Array): readonly Contribution[];
}

/** What healthy scores of this kind are on machines in general: where the threshold starts before a component has its own history. */
export interface UsualScores {
  /** Threshold for a component that learned in one session only: how it changes from day to day is not known yet. */
  readonly oneSession: number;
  /** No threshold from several sessions lies above or below these. */
  readonly highest: number;
  readonly lowest: number;
}

/** One way of making a micromodel. A new kind is one file and one line in `kinds.ts`. */
export interface MicromodelKind<Model extends Micromodel = Micromodel> {
  readonly kind: string;
  /** Fewest windows it learns from. */
  readonly leastWindows: number;
  /** Fewest windows from which it is worth trying when nobody asked for it; `leastWindows` unless given. */
  readonly triedFrom?: number | undefined;
  /**
   * Where the power lies and how it is modulated, whatever its level; how strong it is; or the values that sensors have computed
   * themselves, each by itself. A model in service has a member of the first, and of the others where there is something for them.
   */
  readonly watches: "timbre" | "level" | "values";
  /** Whether there is something for it among these features; missing: always. */
  readonly suits?: ((features: readonly TrainingFeature[]) => boolean) | undefined;
  /** It scores the median, feature by feature, of the last so many windows; 1: each window by itself. */
  readonly smoothing: number;
  readonly usual: UsualScores;
  /** What is usual for a component that was listened to like this, where that makes a difference; `usual` otherwise. */
  readonly usualFor?: ((set: TrainingSet) => UsualScores) | undefined;
  /** Deterministic for the same set and seed. @throws Fault TOO_LITTLE_DATA, BAD_SHAPE, BAD_SAMPLES */
  fit(set: TrainingSet, options: { readonly seed: number }): Promise<Model>;
  /** Weights as bytes, little-endian, no code. */
  save(model: Model): Uint8Array<ArrayBuffer>;
  /** @throws Fault BAD_ARTIFACT when the bytes are not what `save` writes, or hold NaN */
  load(bytes: Uint8Array): Model;
}
