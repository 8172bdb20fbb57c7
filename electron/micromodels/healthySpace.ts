import { checkFeatures } from "./checkTrainingSet.ts";
import type { HealthySpaceWeights } from "./healthySpaceFormat.ts";
import type { TrainingSession, TrainingSet } from "./kind.ts";
import { principalDirections } from "./principalDirections.ts";
import { sessionTerms, type Term } from "./sessionTerms.ts";

/** A within-session deviation below this share of the usual one is luck, or a band without any signal. */
const smallestShare = 0.1;
/** Where nothing is usual, a feature that stands still is allowed this share of its own size, or of 1 when it is smaller. */
const standstillShare = 0.01;
/** The usual deviation counts like this many seconds of measurement. */
const usualCounts = 4;
/** How much a short stretch of time understates the deviation: 6 / n. */
const shortness = 6;
const mostDirections = 16;

/**
 * The space in which windows of one component are compared: level-free terms about their healthy centre, in units of what another
 * healthy session may differ by, with the directions damped in which the healthy sessions differ from each other.
 */
export interface HealthySpace {
  readonly weights: HealthySpaceWeights;
  /** Number of terms. */
  readonly size: number;
  /**
   * Deviation of each term, shape [size]; the array is overwritten by the next call.
   * @throws Fault BAD_SHAPE, BAD_SAMPLES
   */
  deviate(features: Float32Array): Float64Array;
}

/**
 * Deviation of a term: w·√(1 + 6/n + κ²(1 + 1/k)), w = pooled within-session deviation, n = independent windows, k = sessions,
 * κ = how much sessions usually differ, in within-session deviations. Values differ by what is usual for them besides.
 * @param set checked by `checkTrainingSet`
 */
export function learnHealthySpace(set: TrainingSet): HealthySpaceWeights {
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
    const deviation = within * Math.sqrt(1 + shortness / independent + between);
    return term.usualChange === undefined ? deviation : Math.hypot(deviation, term.usualChange);
  });
}

export function healthySpace(weights: HealthySpaceWeights): HealthySpace {
  const { terms, centre, deviation, weight, directions, damping } = weights;
  const deviations = new Float64Array(terms.length);
  return {
    weights,
    size: terms.length,
    deviate(features) {
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
      for (let t = 0; t < deviations.length; t++) deviations[t]! /= weight[t]!;
      return deviations;
    },
  };
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
