import { asFault } from "../domain/fault.ts";
import type { Candidate, UntriedReason } from "../domain/reportCard.ts";
import type { Decibels, Seconds } from "../domain/units.ts";
import type { MicromodelKind } from "../micromodels/kind.ts";
import { defaultKind, kinds } from "../micromodels/kinds.ts";
import { type Evidence, type TriedKind, tryKind } from "./tryKind.ts";

/**
 * A kind must find changes this much smaller than the default one to take its place. On the development recordings 2 dB let kinds in
 * that were no better on real faults and raised a false alarm; the trials are a handful of faults, and the default kind is the one
 * whose threshold is known from the most machines.
 */
const clearlyBetter: Decibels = 3;
/** Fewer sessions do not say which kind is stable from day to day. */
const leastSessions = 3;
/** And its sessions may look no more unlike each other than this, relative to the default kind. */
const lessStable = 1.1;
/** Computing time for trying kinds: what is left of ten seconds is for checks, tests and packing. */
const enough: Seconds = 6;

export interface Selection {
  readonly chosen: TriedKind;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/**
 * Tries the kinds that watch timbre and chooses by evidence that needs no fault: how weak a pseudo-fault is found at an equal budget of
 * false alarms, and how alike the sessions look. The default kind serves unless another is clearly better.
 * @param wanted the engineer's choice, which overrules the evidence
 * @param progress 0…1
 * @throws Fault as `fit` of the wanted kind does, or of the default one
 */
export async function selectKind(
  evidence: Evidence,
  wanted: MicromodelKind | undefined,
  clock: () => number,
  progress: (share: number) => void,
): Promise<Selection> {
  const first = wanted ?? defaultKind;
  const order = [first, ...kinds.filter((kind) => kind !== first && kind.watches === "timbre")];
  const windows = evidence.set.sessions.reduce((sum, session) => sum + session.windows.length, 0);
  const begun = clock();
  const tried: TriedKind[] = [];
  const untried: Candidate[] = [];
  for (const [index, kind] of order.entries()) {
    progress(index / order.length);
    const leave = (reason: UntriedReason) =>
      untried.push({ kind: kind.kind, recipe: evidence.recipe, untried: reason });
    if (kind !== first && windows < (kind.triedFrom ?? kind.leastWindows)) {
      leave("too few windows");
    } else {
      try {
        const most = kind === first ? Number.POSITIVE_INFINITY : enough - (clock() - begun);
        const result = await tryKind(kind, evidence, { clock, most });
        if (result) tried.push(result);
        else leave("too slow");
      } catch (thrown) {
        // the one that is to serve must say why it cannot; the others are only rivals
        if (kind === first) throw thrown;
        leave(asFault(thrown, "WORKER_LOST").code === "TOO_LITTLE_DATA" ? "too few windows" : "failed");
      }
    }
  }
  const ranked = rank(tried, evidence.set.sessions.length);
  const chosen = wanted ? tried[0]! : ranked[0]!;
  return { chosen, candidates: [...ranked.map(({ candidate }) => candidate), ...untried] };
}

/**
 * Best first: by the smallest change, then by the faults found, then by how alike the sessions look; kinds that equal each other stay in
 * their order. What they cost on this computer today has no say. Among those that are not clearly better than the default kind, it comes
 * first.
 */
export function rank(tried: readonly TriedKind[], sessions: number): TriedKind[] {
  const usual = tried.find(({ kind }) => kind === defaultKind);
  const byEvidence = tried.toSorted(
    (one, other) =>
      changeOf(one.candidate) - changeOf(other.candidate) ||
      (other.candidate.found ?? 0) - (one.candidate.found ?? 0) ||
      (one.candidate.spread ?? 1) - (other.candidate.spread ?? 1),
  );
  if (usual === undefined) return byEvidence;
  const better = byEvidence.filter(
    (each) => sessions >= leastSessions && isClearlyBetter(each.candidate, usual.candidate),
  );
  const rest = byEvidence.filter((each) => each !== usual && !better.includes(each));
  return [...better, usual, ...rest];
}

function isClearlyBetter(candidate: Candidate, usual: Candidate): boolean {
  return (
    changeOf(candidate) <= changeOf(usual) - clearlyBetter &&
    (candidate.found ?? 0) >= (usual.found ?? 0) &&
    (candidate.spread ?? 1) <= lessStable * (usual.spread ?? 1)
  );
}

/** Without trials nothing speaks for any kind. */
function changeOf({ smallestChange = 0 }: Candidate): Decibels {
  return smallestChange;
}
