import { checkFeatures, checkTrainingSet } from "./checkTrainingSet.ts";
import type { Contribution, Micromodel, MicromodelKind, TrainingSession, TrainingSet } from "./kind.ts";
import { principalDirections } from "./principalDirections.ts";
import { loadSessionDistance, type SessionDistanceWeights, saveSessionDistance } from "./sessionDistanceFormat.ts";
import { sessionTerms, type Term } from "./sessionTerms.ts";

export interface SessionDistance extends Micromodel {
  readonly weights: SessionDistanceWeights;
}

/** A within-session deviation below this share of the usual one is luck, or a band without any signal. */
const smallestShare = 0.1;
/** Where nothing is usual, a feature that stands still is allowed this share of its own size, or of 1 when it is smaller. */
const standstillShare = 0.01;
/** The usual deviation counts like this many seconds of measurement. */
const usualCounts = 4;
/** How much a short stretch of time understates the deviation: 6 / n. */
const shortness = 6;
const mostDirections = 16;

/** So many terms make a local change: neighbouring terms overlap, so one line or resonance moves several. */
const localTerms = 3;

/**
 * Mean absolute deviation from the healthy state over level-free spectral and envelope terms, in units of what another healthy
 * session may differ by; directions in which the healthy sessions differ from each other are damped. A robust, diagonal relative
 * of the Mahalanobis distance: with a few sessions a full covariance mistakes the next healthy session for a fault.
 * A change of a few terms only, which a mean would dilute (above all with several points), counts through the mean of the three
 * largest deviations, each discounted (see sessionTerms); the score is the larger of the two.
 *
 * Deviation of a term: w·√(1 + 6/n + κ²(1 + 1/k)), w = pooled within-session deviation, n = independent windows, k = sessions,
 * κ = how much sessions usually differ, in within-session deviations.
 */
export const sessionDistance: MicromodelKind<SessionDistance> = {
  kind: "session distance",
  leastWindows: 5,
  usual: { oneSession: 2.45, highest: 2.02, lowest: 0.9 },
  async fit(set) {
    checkTrainingSet(set, sessionDistance.leastWindows);
    return modelOf(learn(set));
  },
  save: (model) => saveSessionDistance(model.weights),
  load: (bytes) => modelOf(loadSessionDistance(bytes)),
};

function learn(set: TrainingSet): SessionDistanceWeights {
  const terms = sessionTerms(set.features);
  const sessions = set.sessions.filter((session) => session.windows.length > 0);
  const means = sessions.map((session) => meansOf(session, terms));
  const centre = Float32Array.from(terms, (_, t) => Math.fround(average(means.map((mean) => mean[t]!))));
  const deviation = deviationsOf(set, sessions, terms, means);
  const weight = Float32Array.from(terms, (term) => term.weight);
  const rows = means.map((mean) => terms.map((_, t) => ((mean[t]! - centre[t]!) / deviation[t]!) * weight[t]!));
  const meanSquare = average(terms.map((term) => term.weight ** 2));
  const count = sessions.length;
  const found = principalDirections(rows, mostDirections);
  return {
    featureCount: set.features.length,
    terms,
    centre,
    deviation,
    weight,
    share: Float32Array.from(terms, (term) => term.share),
    discount: Float32Array.from(terms, (term) => term.discount),
    directions: found.map(({ direction }) => Float32Array.from(direction)),
    damping: Float32Array.from(found, ({ sumOfSquares }) => {
      const spread = (sumOfSquares * (1 + 1 / count)) / count;
      return 1 - 1 / Math.sqrt(1 + spread / meanSquare);
    }),
  };
}

/** Within-session deviations are pooled (geometric mean) over the terms of a group and point: single ones are too uncertain. */
function deviationsOf(
  set: TrainingSet,
  sessions: readonly TrainingSession[],
  terms: readonly Term[],
  means: readonly Float64Array[],
): Float32Array {
  const independent = Math.max(1, sessions.reduce((sum, session) => sum + session.windows.length, 0) / set.overlap);
  const logs = terms.map((term, t) => {
    const size = Math.max(1, ...means.map((mean) => Math.abs(mean[t]!)));
    const least = term.usualDeviation === null ? standstillShare * size : smallestShare * term.usualDeviation;
    return average(
      sessions.map((session, s) => {
        const squares = session.windows.map((window) => (termValue(window, term) - means[s]![t]!) ** 2);
        return Math.log(Math.max(least, Math.sqrt(average(squares))));
      }),
    );
  });
  return Float32Array.from(terms, (term) => {
    const measured = average(logs.filter((_, t) => terms[t]!.pool === term.pool));
    const usual = Math.log(term.usualDeviation ?? Math.exp(measured));
    const within = Math.exp((independent * measured + usualCounts * usual) / (independent + usualCounts));
    const between = term.usualWander ** 2 * (1 + 1 / sessions.length);
    return within * Math.sqrt(1 + shortness / independent + between);
  });
}

function modelOf(weights: SessionDistanceWeights): SessionDistance {
  const { terms, centre, deviation, weight, share, discount, directions, damping } = weights;
  const deviations = new Float64Array(terms.length);

  /** Weighted deviations with the session directions damped; overwritten by the next call. */
  function deviate(features: Float32Array): Float64Array {
    checkFeatures(features, weights.featureCount);
    for (let t = 0; t < terms.length; t++) {
      deviations[t] = ((termValue(features, terms[t]!) - centre[t]!) / deviation[t]!) * weight[t]!;
    }
    // the directions are orthonormal, so damping one leaves the others' projections alone
    for (let d = 0; d < directions.length; d++) {
      const direction = directions[d]!;
      let projection = 0;
      for (let t = 0; t < direction.length; t++) projection += direction[t]! * deviations[t]!;
      projection *= damping[d]!;
      for (let t = 0; t < direction.length; t++) deviations[t]! -= projection * direction[t]!;
    }
    return deviations;
  }
  return {
    weights,
    score(features) {
      const found = deviate(features);
      let overall = 0;
      for (let t = 0; t < found.length; t++) {
        const magnitude = Math.abs(found[t]!) / weight[t]!;
        overall += magnitude * share[t]!;
        found[t] = magnitude / discount[t]!;
      }
      return Math.max(overall, meanOfLargest(found, localTerms));
    },
    explain(features): readonly Contribution[] {
      // squares, so that the few terms which stand out come out as the cause
      const parts = Array.from(deviate(features), (value) => value ** 2);
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

function meansOf(session: TrainingSession, terms: readonly Term[]): Float64Array {
  return Float64Array.from(terms, (term) => average(session.windows.map((window) => termValue(window, term))));
}

function termValue(window: Float32Array, term: Pick<Term, "first" | "count">): number {
  let sum = 0;
  for (let j = term.first; j < term.first + term.count; j++) sum += window[j]!;
  return sum / term.count;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
