import type { HealthySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import type { Hertz, UtcMilliseconds } from "../domain/units.ts";
import { recipeOf } from "../features/recipes.ts";
import { openArtifact, packArtifact } from "../micromodels/artifact.ts";
import type { ArtifactHeader } from "../micromodels/artifactHeader.ts";
import { type Calibration, calibrate } from "../micromodels/calibrate.ts";
import { checkTrainingSet } from "../micromodels/checkTrainingSet.ts";
import type { TrainingFeature, TrainingSession, TrainingSet } from "../micromodels/kind.ts";
import { defaultKind, kindOf } from "../micromodels/kinds.ts";

/** Fewest healthy windows a component is learned from; a little less than the 20 s that a person must grant. */
export const leastWindows = 15;
/** A shorter session says nothing of how sessions differ. */
const leastSessionWindows = 5;

/** All that training needs; plain data, so that it can cross to a worker. */
export interface TrainingRequest {
  readonly componentId: ComponentId;
  /** Version the new model gets. */
  readonly version: number;
  readonly recipe: string;
  /** Points of the component in the order in which their vectors are joined. */
  readonly points: readonly { readonly id: PointId; readonly sampleRate: Hertz }[];
  /** Healthy sessions; each window is the vectors of all points, joined. Sessions without windows are allowed. */
  readonly sessions: readonly TrainingSession[];
  /** How many windows begin within the length of one; 1 when they do not overlap. */
  readonly overlap?: number;
  /** Windows that could not be computed (silence, broken samples): named in the fault when too few are left. */
  readonly unusable?: number;
  readonly healthy: Readonly<Record<PointId, HealthySpectrum>>;
  readonly kind?: string;
  readonly seed: number;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
}

export interface TrainedModel {
  readonly header: ArtifactHeader;
  readonly artifact: Uint8Array<ArrayBuffer>;
  readonly hash: string;
  readonly report: TrainingReport;
}

/** What a person should know about how well the model is founded. */
export interface TrainingReport {
  readonly windows: number;
  readonly sessions: number;
  /** Sessions that were too short to count. */
  readonly shortSessions: number;
  /** Median score of the training windows by the final model: far below the held-out one means it has learned by heart. */
  readonly trainedMedian: number;
  readonly calibration: Calibration;
  /** Size of the artifact in bytes. */
  readonly bytes: number;
}

/**
 * Healthy windows ▸ checks ▸ split by session ▸ threshold from held-out time ▸ model of all of it ▸ artifact.
 * @throws Fault TOO_LITTLE_DATA (with how much is missing), BAD_SAMPLES (constant, silent or broken), BAD_SHAPE, NOT_FOUND
 */
export async function trainMicromodel(request: TrainingRequest): Promise<TrainedModel> {
  const kind = request.kind === undefined ? defaultKind : kindOf(request.kind);
  const set = trainingSetOf(request);
  requireSignal(request, set);
  checkTrainingSet(set, leastWindows);
  const options = { seed: request.seed };
  const calibration = await calibrate(kind, set, options);
  const model = await kind.fit(set, options);
  const header: ArtifactHeader = {
    componentId: request.componentId,
    kind: kind.kind,
    version: request.version,
    recipe: request.recipe,
    featureNames: set.features.map((feature) => feature.name),
    pointIds: request.points.map((point) => point.id),
    sampleRates: request.points.map((point) => point.sampleRate),
    threshold: calibration.threshold,
    heldOut: calibration.heldOut,
    sessions: set.sessions.map(({ from, to, windows }) => ({ from, to, windows: windows.length })),
    trainedAt: request.trainedAt,
    trainedBy: request.trainedBy,
    seed: request.seed,
    healthy: request.healthy,
  };
  const artifact = packArtifact(header, model);
  const opened = openArtifact(artifact);
  const scores = set.sessions.flatMap((session) => session.windows.map((window) => opened.model.score(window)));
  scores.sort((one, other) => one - other);
  return {
    header: opened.header,
    artifact,
    hash: opened.hash,
    report: {
      windows: scores.length,
      sessions: set.sessions.length,
      shortSessions: request.sessions.length - set.sessions.length,
      trainedMedian: scores[Math.floor(scores.length / 2)]!,
      calibration,
      bytes: artifact.length,
    },
  };
}

/** Traits of the joined vectors of a component; each name carries its point. @throws Fault NOT_FOUND, BAD_INPUT */
export function componentFeatures(recipe: string, points: TrainingRequest["points"]): TrainingFeature[] {
  return points.flatMap((point) =>
    recipeOf(recipe)
      .traits(point.sampleRate)
      .map((trait) => ({ ...trait, pointId: point.id, name: `${point.id} ${trait.name}` })),
  );
}

function trainingSetOf(request: TrainingRequest): TrainingSet {
  const features = componentFeatures(request.recipe, request.points);
  const long = request.sessions.filter((session) => session.windows.length >= leastSessionWindows);
  // when every session is short, let them count as they are: the check says how much is missing
  const sessions = long.length > 0 ? long : request.sessions.filter((session) => session.windows.length > 0);
  return { features, sessions, overlap: request.overlap ?? 1 };
}

function requireSignal(request: TrainingRequest, set: TrainingSet): void {
  const unusable = request.unusable ?? 0;
  const usable = set.sessions.reduce((sum, session) => sum + session.windows.length, 0);
  if (usable >= leastWindows || unusable < leastWindows - usable) return;
  throw new Fault(
    "BAD_SAMPLES",
    `${unusable} of ${unusable + usable} windows were silent or held broken samples. Check that the machine runs and its sensors are connected, then learn again.`,
    { details: { unusable, usable, needed: leastWindows } },
  );
}
