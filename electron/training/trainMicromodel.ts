import { usualBudget } from "../domain/alarmBudget.ts";
import { Fault } from "../domain/fault.ts";
import { openArtifact, packArtifact } from "../micromodels/artifact.ts";
import type { ArtifactHeader } from "../micromodels/artifactHeader.ts";
import { fineSpread } from "../micromodels/fineDetail.ts";
import type { MicromodelKind } from "../micromodels/kind.ts";
import { kindOf, kinds } from "../micromodels/kinds.ts";
import { learnModes } from "../micromodels/operatingModes.ts";
import { checkSessions } from "./checkSessions.ts";
import { componentFeatures } from "./componentFeatures.ts";
import { computeExcerpt } from "./computeExcerpt.ts";
import { excerptEvidence } from "./excerptEvidence.ts";
import { faultTrials } from "./faultTrials.ts";
import { healthyCentre } from "./healthyCentre.ts";
import { heldOut } from "./heldOut.ts";
import { reportCard } from "./reportCard.ts";
import { type OtherRecipe, selectKind } from "./selectKind.ts";
import { testModel } from "./testModel.ts";
import type { TrainedModel, TrainingProgress, TrainingRequest } from "./trainingRequest.ts";
import { type Evidence, type TriedKind, tryKind } from "./tryKind.ts";
import { valueTrials } from "./valueTrials.ts";

/** Where the stages of a training begin, as shares of its time. */
const begins = { tryKinds: 0.05, test: 0.8, pack: 0.95 };

/**
 * Healthy sessions ▸ checks ▸ kinds and recipes tried on pseudo-faults, split by session ▸ threshold from held-out time ▸ tests ▸ artifact and card.
 * The same request gives the same artifact, as long as the computer is quick enough to try them all.
 * @throws Fault TOO_LITTLE_DATA (with how much is missing), BAD_SAMPLES (constant, silent or broken), BAD_SHAPE, NOT_FOUND
 */
export async function trainMicromodel(request: TrainingRequest, progress?: TrainingProgress): Promise<TrainedModel> {
  const begun = computed();
  const clock = () => computed() - begun;
  progress?.("checking data", 0);
  const { seed, points, recipe, budget = usualBudget } = request;
  const wanted = {
    kind: request.kind === undefined ? undefined : timbreKind(request.kind),
    recipe: request.wantedRecipe,
  };
  const { set, leftOut } = await checkSessions(request, componentFeatures(recipe, points));
  const vectorOf = computeExcerpt(recipe, points);
  const parts = heldOut(set.sessions, vectorOf);
  const trials = [...faultTrials(parts, points, vectorOf, seed), ...valueTrials(parts, set.features)];
  const usual: Evidence = { set, originals: set.sessions, recipe, parts, trials, seed, budget };

  progress?.("trying kinds", begins.tryKinds);
  const selection = await selectKind(usual, {
    other: otherRecipe(request, usual, clock),
    wanted,
    clock,
    progress: (share) => progress?.("trying kinds", begins.tryKinds + share * (begins.test - begins.tryKinds)),
  });
  const { evidence } = selection.chosen;
  progress?.("testing", begins.test);
  const members: TriedKind[] = [selection.chosen];
  const { features } = evidence.set;
  for (const kind of kinds.filter(({ watches, suits }) => watches !== "timbre" && suits?.(features) !== false)) {
    const within = smoothedWithin(kind, evidence);
    const beside = await tryKind(within, { ...evidence, trials: [] }, { clock, most: Number.POSITIVE_INFINITY });
    if (beside) members.push({ ...beside, kind });
  }
  const together = members.map(({ member }) => member);
  const tested = await testModel(selection.chosen, together, evidence);

  progress?.("packing", begins.pack);
  const centre = healthyCentre(evidence.set);
  const artifact = packArtifact(headerOf(request, evidence, members), {
    models: members.map(({ model }) => model),
    centre,
    spread: fineSpread(evidence.set, centre),
  });
  const opened = openArtifact(artifact);
  const card = reportCard({
    request,
    evidence,
    leftOut,
    opened,
    bytes: artifact.length,
    selection,
    calibrations: members.map(({ calibration }) => calibration),
    tested,
    trainSeconds: clock(),
  });
  return { header: opened.header, artifact, hash: opened.hash, card };
}

/** What may serve instead of the recipe of the sessions: the one that is wanted, or else the one that suits the points. */
function otherRecipe(request: TrainingRequest, usual: Evidence, clock: () => number): OtherRecipe | undefined {
  const recipe = [request.wantedRecipe, request.suitedRecipe].find((each) => each && each !== request.recipe);
  if (recipe === undefined) return undefined;
  return { recipe, evidence: (most) => excerptEvidence(usual, recipe, request.points, { clock, most }) };
}

/**
 * Sessions of excerpts are short: what is watched for long finds its threshold on stretches as long as there are. Less smoothing
 * makes it no lower.
 */
function smoothedWithin(kind: MicromodelKind, { set, originals }: Evidence): MicromodelKind {
  if (set.sessions === originals) return kind;
  const shortest = Math.min(...set.sessions.map(({ windows }) => windows.length));
  return { ...kind, smoothing: Math.max(1, Math.min(kind.smoothing, shortest - 2)) };
}

/** Every model watches the level and the values too; what can be chosen is how it watches the timbre. */
function timbreKind(name: string): MicromodelKind {
  const kind = kindOf(name);
  if (kind.watches === "timbre") return kind;
  const choices = kinds.filter(({ watches }) => watches === "timbre").map((each) => each.kind);
  throw new Fault(
    "BAD_INPUT",
    `"${name}" watches the ${kind.watches} of every component anyway. Choose one of: ${choices.join(", ")}.`,
    {
      details: { kind: name, choices },
    },
  );
}

function headerOf(request: TrainingRequest, { set, recipe }: Evidence, members: readonly TriedKind[]): ArtifactHeader {
  const { kind, calibration } = members[0]!;
  return {
    componentId: request.componentId,
    kind: kind.kind,
    version: request.version,
    recipe,
    featureNames: set.features.map((feature) => feature.name),
    pointIds: request.points.map((point) => point.id),
    sampleRates: request.points.map((point) => point.sampleRate),
    ...(request.points.some(({ value }) => value) && { quantities: request.points.map(({ value }) => value ?? null) }),
    threshold: calibration.threshold,
    members: members.map(({ kind: { kind, watches, smoothing }, calibration: { threshold } }) => {
      return { kind, watches, threshold, smoothing };
    }),
    onWindows: Math.max(...members.map((member) => member.calibration.onWindows)),
    modes: learnModes(set),
    heldOut: calibration.heldOut,
    sessions: set.sessions.map(({ from, to, windows }) => ({ from, to, windows: windows.length })),
    trainedAt: request.trainedAt,
    trainedBy: request.trainedBy,
    seed: request.seed,
    healthy: request.healthy,
  };
}

/** Seconds of computing of this thread. */
function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
