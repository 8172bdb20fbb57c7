import type { UtcMilliseconds } from "../domain/units.ts";

/** Healthy windows of one component, session by session. Sessions never share a recording, so they are the unit of every split. */
export interface TrainingSet {
  /** Names of the values, shape [features]. */
  readonly names: readonly string[];
  readonly sessions: readonly TrainingSession[];
}

export interface TrainingSession {
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Shape [windows][features], in time order. */
  readonly windows: readonly Float32Array[];
}

/** How much one feature contributes to a score; the shares of a score sum to 1. */
export interface Contribution {
  readonly name: string;
  readonly share: number;
}

export interface Micromodel {
  /**
   * 0 = like the healthy training set; larger = less like it. Pure: scoring never learns.
   * @throws Fault BAD_SHAPE when the number of features differs from the training set
   */
  score(features: Float32Array): number;
  /** The features behind a score, largest share first. */
  explain(features: Float32Array): readonly Contribution[];
}

/** One way of making a micromodel. A new kind is one file and one line in `kinds.ts`. */
export interface MicromodelKind<Model extends Micromodel = Micromodel> {
  readonly kind: string;
  /** Deterministic for the same set and seed. @throws Fault TOO_LITTLE_DATA, BAD_SHAPE, BAD_SAMPLES */
  fit(set: TrainingSet, options: { readonly seed: number }): Promise<Model>;
  /** Weights as bytes, little-endian, no code. */
  save(model: Model): Uint8Array<ArrayBuffer>;
  /** @throws Fault BAD_ARTIFACT when the bytes are not what `save` writes, or hold NaN */
  load(bytes: Uint8Array): Model;
}
