import { usualBudget } from "../domain/alarmBudget.ts";
import type { LeftOutReason, ReportCard } from "../domain/reportCard.ts";
import type { Seconds } from "../domain/units.ts";
import type { OpenedArtifact } from "../micromodels/artifact.ts";
import type { Calibration } from "../micromodels/calibrate.ts";
import { gatesOf } from "./gates.ts";
import { microsPerCall, someWindows } from "./microsPerCall.ts";
import type { Selection } from "./selectKind.ts";
import type { TestFindings } from "./testModel.ts";
import type { RecordedSession, TrainingRequest } from "./trainingRequest.ts";
import type { Evidence } from "./tryKind.ts";

export interface Findings {
  readonly request: TrainingRequest;
  /** What was learned from. */
  readonly evidence: Evidence;
  readonly leftOut: ReadonlyMap<RecordedSession, LeftOutReason>;
  readonly opened: OpenedArtifact;
  readonly bytes: number;
  readonly selection: Selection;
  /** Of all members, the timbre member first. */
  readonly calibrations: readonly Calibration[];
  readonly tested: TestFindings;
  readonly trainSeconds: Seconds;
}

/** Everything a person should know of a model before trusting it. */
export function reportCard(findings: Findings): ReportCard {
  const { request, opened, selection, tested } = findings;
  const { header } = opened;
  const data = dataReport(findings);
  const threshold = thresholdReport(findings);
  const budget = request.budget ?? usualBudget;
  return {
    componentId: header.componentId,
    version: header.version,
    hash: opened.hash,
    trainedAt: header.trainedAt,
    trainedBy: header.trainedBy,
    budget,
    data,
    technique: {
      kind: header.kind,
      recipe: header.recipe,
      candidates: selection.candidates,
      chosenBy: isOverruled(request) ? (request.chosenBy ?? request.trainedBy) : undefined,
    },
    test: tested.test,
    threshold,
    gates: gatesOf({ data, test: tested.test, threshold, budget, found: tested.found }),
    cost: costReport(findings),
  };
}

function isOverruled({ kind, wantedRecipe }: TrainingRequest): boolean {
  return kind !== undefined || wantedRecipe !== undefined;
}

function dataReport({ request, evidence, leftOut, opened, calibrations }: Findings): ReportCard["data"] {
  const { header } = opened;
  const { sessions, overlap, windowSeconds = 1 } = evidence.set;
  const windows = sessions.reduce((sum, session) => sum + session.windows.length, 0);
  return {
    points: request.points,
    sessions: request.sessions.map((session) => {
      const index = evidence.originals.indexOf(session);
      const level = calibrations[0]!.sessionLevels[index];
      return {
        from: session.from,
        to: session.to,
        windows: (sessions[index] ?? session).windows.length,
        tag: session.tag,
        // what was good enough for the recipe of the sessions may lack what another one is computed from
        leftOut: leftOut.get(session) ?? (index < 0 && session.windows.length > 0 ? "no recordings" : undefined),
        heldOutLevel: level === undefined ? undefined : level / header.threshold,
      };
    }),
    windows,
    // overlapping ones say less than their number
    duration: (windows / overlap) * windowSeconds,
    unusable: request.unusable ?? 0,
    modes: header.modes?.modes.map(({ tag, louder }) => ({ ...(tag && { tag }), ...(louder && { louder }) })) ?? [],
  };
}

/**
 * Each member keeps the budget by itself, on the same healthy time: what makes one of them cry mostly makes the others cry, which is one
 * alarm. At worst none of theirs coincide, which the upper end of the interval allows for.
 */
function thresholdReport({ opened, calibrations }: Findings): ReportCard["threshold"] {
  const rates = calibrations.map(({ expected }) => expected);
  const expected = {
    perMonth: Math.max(...rates.map((rate) => rate.perMonth)),
    low: Math.max(...rates.map((rate) => rate.low)),
    high: rates.reduce((sum, rate) => sum + rate.high, 0),
  };
  return {
    value: opened.header.threshold,
    onWindows: opened.header.onWindows,
    measured: calibrations[0]!.measured,
    expected,
  };
}

function costReport({ opened, evidence, bytes, selection, trainSeconds }: Findings): ReportCard["cost"] {
  const timed = someWindows(evidence.set);
  return {
    bytes,
    scoreMicros: microsPerCall(timed, (window) => opened.members.map(({ model }) => model.score(window))),
    trainSeconds,
    backend: selection.chosen.model.trainedOn ?? "JavaScript",
  };
}
