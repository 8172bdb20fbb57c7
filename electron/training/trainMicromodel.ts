import { usualBudget } from "../domain/alarmBudget.ts";
import { Fault } from "../domain/fault.ts";
import { openArtifact, packArtifact } from "../micromodels/artifact.ts";
import type { ArtifactHeader } from "../micromodels/artifactHeader.ts";
import { calibrate } from "../micromodels/calibrate.ts";
import { checkTrainingSet } from "../micromodels/checkTrainingSet.ts";
import type { TrainingSet } from "../micromodels/kind.ts";
import { defaultKind, kindOf, kinds } from "../micromodels/kinds.ts";
import { learnModes } from "../micromodels/operatingModes.ts";
import { componentFeatures } from "./componentFeatures.ts";
import { healthyCentre } from "./healthyCentre.ts";
import { reportCard } from "./reportCard.ts";
import type { TrainedModel, TrainingProgress, TrainingRequest } from "./trainingRequest.ts";

/** Fewest healthy windows a component is learned from; a little less than the 20 s that a person must grant. */
export const leastWindows = 15;
/** A shorter session says nothing of how sessions differ. */
const leastSessionWindows = 5;

/**
 * Healthy windows ▸ checks ▸ split by session ▸ threshold from held-out time ▸ model of all of it ▸ artifact.
 * @throws Fault TOO_LITTLE_DATA (with how much is missing), BAD_SAMPLES (constant, silent or broken), BAD_SHAPE, NOT_FOUND
 */
export async function trainMicromodel(request: TrainingRequest, progress?: TrainingProgress): Promise<TrainedModel> {
  progress?.("checking data", 0);
  const { seed, budget = usualBudget } = request;
  const timbre = request.kind === undefined ? defaultKind : kindOf(request.kind);
  const level = kinds.find((kind) => kind.watches === "level");
  const set = trainingSetOf(request);
  requireSignal(request, set);
  checkTrainingSet(set, leastWindows);
  const members = [];
  for (const kind of level ? [timbre, level] : [timbre]) {
    const calibration = await calibrate(kind, set, { seed, budget });
    members.push({ kind, calibration, model: await kind.fit(set, { seed }) });
  }
  const { calibration } = members[0]!;
  const header: ArtifactHeader = {
    componentId: request.componentId,
    kind: timbre.kind,
    version: request.version,
    recipe: request.recipe,
    featureNames: set.features.map((feature) => feature.name),
    pointIds: request.points.map((point) => point.id),
    sampleRates: request.points.map((point) => point.sampleRate),
    threshold: calibration.threshold,
    members: members.map(({ kind, calibration: { threshold } }) => {
      return { kind: kind.kind, watches: kind.watches, threshold, smoothing: kind.smoothing };
    }),
    onWindows: Math.max(...members.map((member) => member.calibration.onWindows)),
    modes: learnModes(set),
    heldOut: calibration.heldOut,
    sessions: set.sessions.map(({ from, to, windows }) => ({ from, to, windows: windows.length })),
    trainedAt: request.trainedAt,
    trainedBy: request.trainedBy,
    seed,
    healthy: request.healthy,
  };
  progress?.("packing", 0.9);
  const artifact = packArtifact(header, { models: members.map(({ model }) => model), centre: healthyCentre(set) });
  const opened = openArtifact(artifact);
  const card = reportCard({ request, set, opened, artifact, calibration });
  return { header: opened.header, artifact, hash: opened.hash, card };
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
