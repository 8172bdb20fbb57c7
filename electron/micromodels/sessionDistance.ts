import { usualMachines } from "../../resources/usualMachines.ts";
import { checkTrainingSet } from "./checkTrainingSet.ts";
import { type HealthySpace, healthySpace, learnHealthySpace } from "./healthySpace.ts";
import { loadHealthySpace, saveHealthySpace } from "./healthySpaceFormat.ts";
import type { Contribution, Micromodel, MicromodelKind } from "./kind.ts";

export interface SessionDistance extends Micromodel {
  readonly space: HealthySpace;
}

/** So many terms make a local change: neighbouring terms overlap, so one line or resonance moves several. */
const localTerms = 3;

/**
 * Mean absolute deviation in the healthy space. A robust, diagonal relative of the Mahalanobis distance: with a few sessions a full
 * covariance mistakes the next healthy session for a fault.
 * A change of a few terms only, which a mean would dilute (above all with several points), counts through the mean of the three
 * largest deviations, each discounted (see sessionTerms); the score is the larger of the two.
 */
export const sessionDistance: MicromodelKind<SessionDistance> = {
  kind: "session distance",
  leastWindows: 5,
  watches: "timbre",
  smoothing: 1,
  usual: usualMachines.scores["session distance"]!,
  async fit(set) {
    checkTrainingSet(set, sessionDistance.leastWindows);
    return modelOf(healthySpace(learnHealthySpace(set)));
  },
  save: (model) => saveHealthySpace(model.space.weights),
  load: (bytes) => modelOf(healthySpace(loadHealthySpace(bytes))),
};

function modelOf(space: HealthySpace): SessionDistance {
  const { terms, weight, share, discount } = space.weights;
  return {
    space,
    score(features) {
      const found = space.deviate(features);
      let overall = 0;
      for (let t = 0; t < found.length; t++) {
        const magnitude = Math.abs(found[t]!);
        overall += magnitude * share[t]!;
        found[t] = magnitude / discount[t]!;
      }
      return Math.max(overall, meanOfLargest(found, localTerms));
    },
    explain(features): readonly Contribution[] {
      // squares, so that the few terms which stand out come out as the cause
      const parts = Array.from(space.deviate(features), (value, t) => (value * weight[t]!) ** 2);
      const total = parts.reduce((sum, part) => sum + part, 0);
      return parts
        .map((part, t) => ({ name: terms[t]!.name, share: total > 0 ? part / total : 1 / parts.length }))
        .sort((one, other) => other.share - one.share);
    },
  };
}

function meanOfLargest(values: Float64Array, count: number): number {
  const largest = new Float64Array(Math.min(count, values.length));
  for (let t = 0; t < values.length; t++) {
    let value = values[t]!;
    for (let rank = 0; rank < largest.length; rank++) {
      const held = largest[rank]!;
      if (value <= held) continue;
      largest[rank] = value;
      value = held;
    }
  }
  return largest.reduce((sum, value) => sum + value, 0) / largest.length;
}
