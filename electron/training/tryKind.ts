import type { AlarmBudget } from "../domain/alarmBudget.ts";
import type { Candidate } from "../domain/reportCard.ts";
import type { Seconds } from "../domain/units.ts";
import { packedBytes } from "../micromodels/artifact.ts";
import { type Calibration, calibrate } from "../micromodels/calibrate.ts";
import type { Micromodel, MicromodelKind, TrainingSet } from "../micromodels/kind.ts";
import { hasOnlyValues } from "../micromodels/valueModes.ts";
import type { FaultTrial } from "./faultTrials.ts";
import type { HeldOut } from "./heldOut.ts";
import { microsPerCall, someWindows } from "./microsPerCall.ts";
import { rememberFits } from "./rememberFits.ts";
import { beyond, isFound, middling, smallestChange, type TrialMember } from "./smallestChange.ts";
import type { RecordedSession } from "./trainingRequest.ts";

interface RecordedSet extends TrainingSet {
  readonly sessions: readonly RecordedSession[];
}

export interface Evidence {
  readonly set: RecordedSet;
  /** The sessions of `set` as they were handed in, in the same order. */
  readonly originals: readonly RecordedSession[];
  readonly recipe: string;
  readonly parts: readonly HeldOut[];
  readonly trials: readonly FaultTrial[];
  readonly seed: number;
  readonly budget: AlarmBudget;
}

/** A kind of model, fitted and tried. */
export interface TriedKind {
  readonly kind: MicromodelKind;
  /** What it was tried on. */
  readonly evidence: Evidence;
  readonly model: Micromodel;
  readonly calibration: Calibration;
  /** Models that have not seen the part of their index. */
  readonly member: TrialMember;
  readonly candidate: Candidate;
}

/** What a kind may cost, unless it is the one that is to serve. */
export interface Allowance {
  /** Seconds of computing so far. */
  readonly clock: () => number;
  readonly most: Seconds;
}

/**
 * Fits one kind, sets its threshold at the budget of false alarms that all kinds get, and looks for the weakest pseudo-faults it finds
 * in recordings that it has not learned from.
 * @returns null as soon as it is plain that fitting takes more than it may: each session is left out once
 * @throws Fault as `fit` of the kind does
 */
export async function tryKind(
  kind: MicromodelKind,
  evidence: Evidence,
  { clock, most }: Allowance,
): Promise<TriedKind | null> {
  const { set, seed, budget, parts, trials } = evidence;
  const begun = clock();
  const remembering = rememberFits(kind);
  const model = await kind.fit(set, { seed });
  if ((clock() - begun) * (1 + set.sessions.length) > most) return null;
  const calibration = await calibrate(remembering, set, { seed, budget });
  const models: Micromodel[] = [];
  for (const { rest } of parts) models.push(await remembering.fit({ ...set, sessions: rest }, { seed }));
  const trainSeconds = clock() - begun;
  const member = { models, threshold: calibration.threshold, smooth: kind.smoothing > 1 };
  // how loud everything is, and what single values are, is the business of other members
  const isOnlyValues = hasOnlyValues(set);
  const timbre = trials.filter(({ fault }) =>
    isOnlyValues ? fault === "value" : fault !== "level" && fault !== "value",
  );
  const smallest = timbre.map((trial) => smallestChange(trial, [member]) ?? beyond);
  const found = timbre.filter((trial) => isFound(trial, middling, [member])).length;
  return {
    kind,
    evidence,
    model,
    calibration,
    member,
    candidate: {
      kind: kind.kind,
      recipe: evidence.recipe,
      smallestChange: timbre.length > 0 ? median(smallest) : undefined,
      found: timbre.length > 0 ? found / timbre.length : undefined,
      spread: spreadOf(calibration.sessionLevels),
      trainSeconds,
      bytes: packedBytes(kind, model),
      scoreMicros: microsPerCall(someWindows(set), (window) => model.score(window)),
    },
  };
}

/** Highest level of a session over the median one; nothing to say of one session. */
function spreadOf(levels: readonly number[]): number | undefined {
  const middle = median(levels);
  return levels.length > 1 && middle > 0 ? Math.max(...levels) / middle : undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
