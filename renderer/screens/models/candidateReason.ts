import type { Candidate } from "../../../electron/domain/reportCard.ts";
import type { Decibels } from "../../../electron/domain/units.ts";
import type { Format } from "../../words/format.ts";
import type { Words } from "../../words/words.ts";

/** Smaller differences than these are chance and no reason. */
const noticeable = { change: 1, found: 0.02, spread: 1.1, cost: 1.5 } as const;

/**
 * Why a technique stands where it stands in the ranking, against the one above all others. Differences are those of the rounded figures
 * beside the reason. @param candidates best first
 */
export function candidateReason(
  words: Words,
  format: Format,
  candidate: Candidate,
  candidates: readonly Candidate[],
): string {
  const { choice } = words.models;
  const best = candidates[0] ?? candidate;
  if (candidate.untried !== undefined) return choice.untried[candidate.untried];
  if (candidate === best) return reasonOfFirst(words, format, best, candidates);
  if (candidate.smallestChange === undefined && best.smallestChange !== undefined) return choice.blind;
  const later = shownChange(candidate) - shownChange(best);
  const fewer = (Math.round((best.found ?? 0) * 100) - Math.round((candidate.found ?? 0) * 100)) / 100;
  const wanders = (candidate.spread ?? 1) / (best.spread ?? 1);
  const reasons = [
    later >= noticeable.change ? choice.later(format.decibels(later)) : undefined,
    fewer >= noticeable.found ? choice.fewer(format.share(fewer)) : undefined,
    wanders >= noticeable.spread ? choice.wanders(format.number(wanders, 1)) : undefined,
  ].filter((reason) => reason !== undefined);
  if (reasons.length > 0) return reasons.join(" ");
  if (later <= -noticeable.change) return choice.notClearly(format.decibels(later));
  const costlier = (candidate.scoreMicros ?? 0) > (best.scoreMicros ?? 0) * noticeable.cost;
  return costlier ? choice.costlier : choice.alike;
}

/** The usual technique stands first also when another sees a little more. */
function reasonOfFirst(words: Words, format: Format, best: Candidate, candidates: readonly Candidate[]): string {
  const { choice } = words.models;
  if (best.smallestChange === undefined) return choice.firstBlind;
  const tried = candidates.filter(
    ({ untried, smallestChange }) => untried === undefined && smallestChange !== undefined,
  );
  const isSmallest = tried.every((other) => shownChange(other) >= shownChange(best));
  return isSmallest ? choice.first(format.decibels(best.smallestChange)) : choice.usual;
}

function shownChange({ smallestChange = 0 }: Candidate): Decibels {
  return Math.round(smallestChange);
}
