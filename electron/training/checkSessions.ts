import { Fault } from "../domain/fault.ts";
import type { LeftOutReason } from "../domain/reportCard.ts";
import { checkTrainingSet } from "../micromodels/checkTrainingSet.ts";
import type { TrainingFeature, TrainingSet } from "../micromodels/kind.ts";
import { type FindableRecording, findable, isSameRecording } from "./sameRecording.ts";
import type { RecordedSession, TrainingRequest } from "./trainingRequest.ts";
import { unlikeOthers } from "./unlikeOthers.ts";

/** Fewest healthy windows a component is learned from; a little less than the 20 s that a person must grant. */
export const leastWindows = 15;
/** A shorter session says nothing of how sessions differ. */
const leastSessionWindows = 5;

export interface CheckedSessions {
  readonly set: TrainingSet & { readonly sessions: readonly RecordedSession[] };
  readonly leftOut: ReadonlyMap<RecordedSession, LeftOutReason>;
}

/**
 * Decides which sessions a model learns from: long ones, each recording once, and none that is like no other.
 * @throws Fault TOO_LITTLE_DATA (with how much is missing), BAD_SAMPLES (constant, silent or broken), BAD_SHAPE
 */
export async function checkSessions(
  request: TrainingRequest,
  features: readonly TrainingFeature[],
): Promise<CheckedSessions> {
  const { seed, overlap = 1, windowSeconds } = request;
  // values are rounded and few: that two sessions hold some of them alike says nothing
  const isRecorded = features.some(({ group }) => group !== "value");
  const leftOut = new Map<RecordedSession, LeftOutReason>();
  const filled = request.sessions.filter((session) => session.windows.length > 0);
  // when every session is short, let them count as they are: the check says how much is missing
  const anyLong = filled.some((session) => session.windows.length >= leastSessionWindows);
  const kept: RecordedSession[] = [];
  const known: FindableRecording[] = [];
  for (const session of filled) {
    if (anyLong && session.windows.length < leastSessionWindows) {
      leftOut.set(session, "too short");
      continue;
    }
    const recording = findable(session.windows);
    if (isRecorded && known.some((other) => isSameRecording(recording, other))) leftOut.set(session, "same recording");
    else {
      kept.push(session);
      known.push(recording);
    }
  }
  const set = { features, sessions: kept, overlap, windowSeconds };
  requireSignal(request, kept);
  checkTrainingSet(set, leastWindows);
  for (const index of await unlikeOthers(set, seed)) leftOut.set(kept[index]!, "unlike the others");
  const sessions = kept.filter((session) => !leftOut.has(session));
  checkTrainingSet({ ...set, sessions }, leastWindows);
  return { set: { ...set, sessions }, leftOut };
}

function requireSignal(request: TrainingRequest, sessions: readonly RecordedSession[]): void {
  const unusable = request.unusable ?? 0;
  const usable = sessions.reduce((sum, session) => sum + session.windows.length, 0);
  if (usable >= leastWindows || unusable < leastWindows - usable) return;
  throw new Fault(
    "BAD_SAMPLES",
    `${unusable} of ${unusable + usable} windows were silent or held broken samples. Check that the machine runs and its sensors are connected, then learn again.`,
    { details: { unusable, usable, needed: leastWindows } },
  );
}
