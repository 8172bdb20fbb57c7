import { usualBudget } from "../domain/alarmBudget.ts";
import type { ReportCard } from "../domain/reportCard.ts";
import type { OpenedArtifact } from "../micromodels/artifact.ts";
import type { Calibration } from "../micromodels/calibrate.ts";
import type { TrainingSet } from "../micromodels/kind.ts";
import type { TrainingRequest } from "./trainingRequest.ts";

interface Findings {
  readonly request: TrainingRequest;
  readonly set: TrainingSet;
  readonly opened: OpenedArtifact;
  readonly artifact: Uint8Array;
  readonly calibration: Calibration;
}

/** Everything a person should know of a model before trusting it. */
export function reportCard({ request, set, opened, artifact, calibration }: Findings): ReportCard {
  const { header, model } = opened;
  const { threshold } = header;
  const scores = set.sessions.flatMap((session) => session.windows.map((window) => model.score(window)));
  scores.sort((one, other) => one - other);
  return {
    componentId: header.componentId,
    version: header.version,
    hash: opened.hash,
    trainedAt: header.trainedAt,
    trainedBy: header.trainedBy,
    budget: request.budget ?? usualBudget,
    data: {
      points: request.points,
      sessions: set.sessions.map((session, index) => ({
        from: session.from,
        to: session.to,
        windows: session.windows.length,
        tag: session.tag,
        heldOutLevel: calibration.sessionLevels[index]! / threshold,
      })),
      windows: scores.length,
      duration: scores.length / set.overlap,
      unusable: request.unusable ?? 0,
      modes: header.modes?.modes.map((mode) => mode.name) ?? [],
    },
    technique: { kind: header.kind, recipe: header.recipe, candidates: [], chosenBy: request.chosenBy },
    test: {
      trained: scores[Math.floor(scores.length / 2)]! / threshold,
      heldOut: calibration.heldOut.median / threshold,
      heldOutHighest: calibration.heldOut.max / threshold,
      seedSpread: 0,
      control: 0,
      smallest: [],
    },
    threshold: {
      value: threshold,
      onWindows: header.onWindows,
      measured: calibration.measured,
      expected: calibration.expected,
    },
    gates: [],
    cost: { bytes: artifact.length, scoreMicros: 0, trainSeconds: 0, backend: model.trainedOn ?? "JavaScript" },
  };
}
