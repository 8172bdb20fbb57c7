import type { DisplaySpectrum } from "../domain/alert.ts";
import type { NotJudgedReason } from "../domain/assessment.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";

/** One window of a component, with all that is known of it. */
export interface Observation {
  /** Shape [features]: the vectors of all points, joined. */
  readonly values: Float32Array;
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  readonly tag?: OperatingTag | undefined;
}

/** What a model in service says of a window. */
export interface Judgement {
  /** On the scale of the threshold, whether it is judged or not. */
  readonly value: number;
  readonly threshold: number;
  /** Why the value says nothing about health; missing when it does. */
  readonly notJudged?: Extract<NotJudgedReason, "machine off" | "new operating mode"> | undefined;
  /** The operating mode it was recognised as, in the words of the report card. */
  readonly mode?: string | undefined;
}
