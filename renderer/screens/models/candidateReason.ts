import type { Candidate } from "../../../electron/domain/reportCard.ts";
import type { Format } from "../../words/format.ts";
import type { Words } from "../../words/words.ts";

/** Smaller differences than these are chance and no reason. */
const noticeable = { change: 0.5, found: 0.02, spread: 1.1, cost: 1.5 } as const;

/** Why a technique stands where it stands in the ranking, against the one above all others. */
export function candidateReason(words: Words, format: Format, candidate: Candidate, best: Candidate): string {
  const { choice } = words.models;
  if (candidate.untried !== undefined) return choice.untried[candidate.untried];
  if (candidate === best) {
    return best.smallestChange === undefined ? choice.firstBlind : choice.first(format.decibels(best.smallestChange));
  }
  if (candidate.smallestChange === undefined && best.smallestChange !== undefined) return choice.blind;
  const later = (candidate.smallestChange ?? 0) - (best.smallestChange ?? 0);
  const fewer = (best.found ?? 0) - (candidate.found ?? 0);
  const wanders = (candidate.spread ?? 1) / (best.spread ?? 1);
  const reasons = [
    later >= noticeable.change ? choice.later(format.decibels(later)) : undefined,
    fewer >= noticeable.found ? choice.fewer(format.share(fewer)) : undefined,
    wanders >= noticeable.spread ? choice.wanders(format.number(wanders, 1)) : undefined,
  ].filter((reason) => reason !== undefined);
  if (reasons.length > 0) return reasons.join(" ");
  const costlier = (candidate.scoreMicros ?? 0) > (best.scoreMicros ?? 0) * noticeable.cost;
  return costlier ? choice.costlier : choice.alike;
}
