import { asFault } from "../domain/fault.ts";
import type { Candidate, UntriedReason } from "../domain/reportCard.ts";
import type { Decibels, Seconds } from "../domain/units.ts";
import type { MicromodelKind } from "../micromodels/kind.ts";
import { defaultKind, kinds } from "../micromodels/kinds.ts";
import { hasOnlyValues } from "../micromodels/valueModes.ts";
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
/** And for another recipe, whatever the kinds took: its features cost ten times as much. */
const enoughForRecipe: Seconds = 3;

export interface Selection {
  readonly chosen: TriedKind;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** Another recipe in the running, beside the one of the evidence. */
export interface OtherRecipe {
  readonly recipe: string;
  /** @returns null when it takes more than `most`. @throws Fault TOO_LITTLE_DATA */
  evidence(most: Seconds): Evidence | null;
}

/** What is to be chosen from, and how. */
export interface SelectionOptions {
  readonly other?: OtherRecipe | undefined;
  /** The engineer's choice, which overrules the evidence: a kind, a recipe or both. */
  readonly wanted: { readonly kind?: MicromodelKind | undefined; readonly recipe?: string | undefined };
  readonly clock: () => Seconds;
  /** 0…1 */
  readonly progress: (share: number) => void;
}

interface Rival {
  readonly kind: MicromodelKind;
  readonly recipe: string;
  readonly evidence: (most: Seconds) => Evidence | null;
}

/**
 * Tries the kinds that watch timbre, and the default kind on another recipe, and chooses by evidence that needs no fault: how weak a
 * pseudo-fault is found at an equal budget of false alarms, and how alike the sessions look. The default kind on the usual recipe
 * serves unless another is clearly better.
 * @throws Fault as `fit` of what is wanted does, or of the default kind
 */
export async function selectKind(
  evidence: Evidence,
  { other, wanted, clock, progress }: SelectionOptions,
): Promise<Selection> {
  const order = rivalsOf(evidence, other, wanted);
  const first = order[0]!;
  const windows = evidence.set.sessions.reduce((sum, session) => sum + session.windows.length, 0);
  let begun = clock();
  const tried: TriedKind[] = [];
  const untried: Candidate[] = [];
  for (const [index, rival] of order.entries()) {
    progress(index / order.length);
    const { kind, recipe } = rival;
    const leave = (reason: UntriedReason) => untried.push({ kind: kind.kind, recipe, untried: reason });
    if (rival !== first && windows < (kind.triedFrom ?? kind.leastWindows)) {
      leave("too few windows");
    } else {
      try {
        const left = recipe === evidence.recipe ? enough - (clock() - begun) : enoughForRecipe;
        const most = rival === first ? Number.POSITIVE_INFINITY : left;
        const own = rival.evidence(most);
        const result = own && (await tryKind(kind, own, { clock, most }));
        if (result) tried.push(result);
        else leave("too slow");
      } catch (thrown) {
        // the one that is to serve must say why it cannot; the others are only rivals
        if (rival === first) throw thrown;
        leave(asFault(thrown, "WORKER_LOST").code === "TOO_LITTLE_DATA" ? "too few windows" : "failed");
      }
    }
    // an engineer who wants a costly recipe still sees what it is compared with
    if (rival === first && recipe !== evidence.recipe) begun = clock();
  }
  const ranked = rank(tried, evidence.recipe);
  const overruled = wanted.kind !== undefined || wanted.recipe !== undefined;
  const chosen = overruled ? tried[0]! : ranked[0]!;
  return { chosen, candidates: [...ranked.map(({ candidate }) => candidate), ...untried] };
}

/** The one that is to serve unless another is better comes first, the costliest last. */
function rivalsOf(evidence: Evidence, other: OtherRecipe | undefined, wanted: SelectionOptions["wanted"]): Rival[] {
  const wantsOther = other !== undefined && wanted.recipe === other.recipe;
  const usualFirst = (!wantsOther && wanted.kind) || defaultKind;
  const timbre = kinds.filter((kind) => kind !== usualFirst && kind.watches === "timbre");
  const usual = [usualFirst, ...timbre].map((kind): Rival => {
    return { kind, recipe: evidence.recipe, evidence: () => evidence };
  });
  if (other === undefined) return usual;
  const special: Rival = { ...other, kind: (wantsOther && wanted.kind) || defaultKind };
  return wantsOther ? [special, ...usual] : [...usual, special];
}

/**
 * Best first: by the smallest change, then by the faults found, then by how alike the sessions look; kinds that equal each other stay in
 * their order. What they cost on this computer today has no say. Among those that are not clearly better than the default kind on the
 * usual recipe, it comes first.
 */
export function rank(tried: readonly TriedKind[], recipe: string): TriedKind[] {
  const usual = tried.find(({ kind, candidate }) => kind === defaultKind && candidate.recipe === recipe);
  const byEvidence = tried.toSorted(
    (one, other) =>
      changeOf(one.candidate) - changeOf(other.candidate) ||
      (other.candidate.found ?? 0) - (one.candidate.found ?? 0) ||
      (one.candidate.spread ?? 1) - (other.candidate.spread ?? 1),
  );
  if (usual === undefined) return byEvidence;
  const better = byEvidence.filter((each) => isProven(each) && isClearlyBetter(each.candidate, usual.candidate));
  const rest = byEvidence.filter((each) => each !== usual && !better.includes(each));
  return [...better, usual, ...rest];
}

/**
 * It was tried on sessions enough, and would have kept quiet in those it had not heard. What its healthy scores usually are, and with it
 * its threshold, is known of machines that were heard: of values alone no kind but the default one, which counts in usual changes.
 */
function isProven({ evidence, calibration, candidate }: TriedKind): boolean {
  const quiet = calibration.heldOutLevel < calibration.threshold;
  return (
    !hasOnlyValues(evidence.set) &&
    candidate.smallestChange !== undefined &&
    evidence.set.sessions.length >= leastSessions &&
    quiet
  );
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
