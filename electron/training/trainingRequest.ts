import type { AlarmBudget } from "../domain/alarmBudget.ts";
import type { HealthySpectrum } from "../domain/alert.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import type { PointReport, ReportCard } from "../domain/reportCard.ts";
import type { TrainingStage } from "../domain/trainingStage.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { ArtifactHeader } from "../micromodels/artifactHeader.ts";
import type { TrainingSession } from "../micromodels/kind.ts";

/** One healthy session as it was kept. */
export interface RecordedSession extends TrainingSession {
  /**
   * Some of its windows as they were recorded, in the unit of each point: shape [excerpts][points][samples]. Pseudo-faults are mixed
   * into them, and another recipe learns from them; without any the test of the model has no figures.
   */
  readonly excerpts?: readonly (readonly Float32Array[])[] | undefined;
}

/** All that training needs; plain data, so that it can cross to a worker. */
export interface TrainingRequest {
  readonly componentId: ComponentId;
  /** Version the new model gets. */
  readonly version: number;
  /** What the values of the sessions are, as far as their points deliver waveforms. */
  readonly recipe: string;
  /** Points of the component in the order in which their vectors are joined. */
  readonly points: readonly PointReport[];
  /** Healthy sessions; each window is the vectors of all points, joined. Sessions without windows are allowed. */
  readonly sessions: readonly RecordedSession[];
  /** How many windows begin within the length of one; 1 when they do not overlap. */
  readonly overlap?: number;
  /** Length of a window; a second unless given, as for every component with a waveform. */
  readonly windowSeconds?: Seconds | undefined;
  /** Windows that could not be computed (silence, broken samples): named in the fault when too few are left. */
  readonly unusable?: number;
  readonly healthy: Readonly<Record<PointId, HealthySpectrum>>;
  /** At most one false alarm a month unless stated. */
  readonly budget?: AlarmBudget | undefined;
  /** Another recipe that suits what the points measure: tried on the excerpts, from which its windows are computed. */
  readonly suitedRecipe?: string | undefined;
  /** The engineer's choice, which overrules the evidence; missing: the evidence chooses. */
  readonly kind?: string | undefined;
  /** The same for the recipe; another one than that of the sessions needs excerpts enough. */
  readonly wantedRecipe?: string | undefined;
  /** Who chose; missing when nobody did. */
  readonly chosenBy?: string | undefined;
  readonly seed: number;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
}

export interface TrainedModel {
  readonly header: ArtifactHeader;
  readonly artifact: Uint8Array<ArrayBuffer>;
  readonly hash: string;
  readonly card: ReportCard;
}

/** @param share 0…1 of the whole training */
export type TrainingProgress = (stage: TrainingStage, share: number) => void;
