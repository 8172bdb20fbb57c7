import { checkFeatures, checkTrainingSet } from "./checkTrainingSet.ts";
import type {
  Contribution,
  Micromodel,
  MicromodelKind,
  TrainingFeature,
  TrainingSession,
  TrainingSet,
  UsualScores,
} from "./kind.ts";
import { loadValueWatch, saveValueWatch, type ValueWatchWeights, type WatchedValue } from "./valueWatchFormat.ts";

export interface ValueWatch extends Micromodel {
  readonly weights: ValueWatchWeights;
}

const leastWindows = 5;
/** A short stretch of time understates how a value scatters: 6 / n. */
const shortness = 6;
/** So many standard deviations, within a session and between sessions, are as usual as the change that is usual on any machine. */
const widely = 2;
/** Where nothing is usual: this share of the value itself, or so many deviations, whichever is more. */
const unknown = { share: 0.1, deviations: 4 } as const;

/** In usual changes: what matters on any machine. From there on each counts twice, see `urgent`. */
const mattering = 8 / 3;

const usual: UsualScores = { oneSession: mattering, highest: mattering, lowest: 1 };

/** Two sessions may agree by luck, of load and weather; that so many do becomes less likely with each. */
function usualFor({ sessions }: TrainingSet): UsualScores {
  return { ...usual, lowest: usual.lowest * (1 + 1 / Math.max(1, sessions.length)) };
}

/**
 * Watches values that sensors have computed themselves, each by itself: how far one lies from its healthy centre, in changes that are
 * usual from day to day on healthy machines (`UsualChange`) and on this one. The most unusual value is the score, since a mean over
 * fourteen of them would hide that one bearing runs hot. What a fault never makes smaller counts only when it grows.
 *
 * After one session a value may move by 8/3 usual changes: a velocity to 2.5 times, the step between zones of ISO 20816-3, and a
 * temperature by 20 °C. Twice that, a velocity six times its healthy one, two of these zones, or a temperature 40 °C above, is as urgent
 * as a score of three thresholds. What several sessions showed narrows that, with many to little more than one usual change, and never widens it.
 */
export const valueWatch: MicromodelKind<ValueWatch> = {
  kind: "value watch",
  leastWindows,
  watches: "values",
  smoothing: 3,
  usual,
  usualFor,
  suits: (features) => features.some(({ group }) => group === "value"),
  async fit(set) {
    checkTrainingSet(set, leastWindows);
    return modelOf(learn(set));
  },
  save: (model) => saveValueWatch(model.weights),
  load: (bytes) => modelOf(loadValueWatch(bytes)),
};

function learn(set: TrainingSet): ValueWatchWeights {
  const sessions = set.sessions.filter(({ windows }) => windows.length > 0);
  const values = set.features.flatMap((feature, index): WatchedValue[] =>
    feature.group === "value" ? [learnValue(feature, index, sessions, set.overlap)] : [],
  );
  return { featureCount: set.features.length, values };
}

function learnValue(
  { name, usual }: TrainingFeature,
  feature: number,
  sessions: readonly TrainingSession[],
  overlap: number,
): WatchedValue {
  const columns = sessions.map(({ windows }) => windows.map((window) => window[feature]!));
  const medians = columns.map(medianOf);
  const centre = average(medians);
  const count = columns.reduce((sum, column) => sum + column.length, 0);
  const independent = Math.max(1, count / overlap);
  const squares = columns.map((column, s) => column.reduce((sum, value) => sum + (value - medians[s]!) ** 2, 0));
  const within = Math.sqrt((squares.reduce((sum, square) => sum + square, 0) / count) * (1 + shortness / independent));
  const between =
    sessions.length > 1
      ? Math.sqrt(average(medians.map((median) => (median - centre) ** 2)) * bessel(sessions.length))
      : 0;
  const change =
    usual?.change ?? Math.max(unknown.share * Math.abs(centre), unknown.deviations * within, Number.EPSILON);
  return {
    feature,
    name,
    centre: Math.fround(centre),
    tolerance: Math.fround(Math.hypot(change, widely * within, widely * between)),
    onlyRises: usual?.onlyRises ?? false,
  };
}

function modelOf(weights: ValueWatchWeights): ValueWatch {
  const { values, featureCount } = weights;
  const excessOf = (features: Float32Array, { feature, centre, tolerance, onlyRises }: WatchedValue) => {
    const change = (features[feature]! - centre) / tolerance;
    return onlyRises ? Math.max(0, change) : Math.abs(change);
  };
  return {
    weights,
    score(features) {
      checkFeatures(features, featureCount);
      let most = 0;
      for (const value of values) most = Math.max(most, excessOf(features, value));
      return urgent(most);
    },
    /** Squares, so that the values which stand out come out as the cause. */
    explain(features): readonly Contribution[] {
      checkFeatures(features, featureCount);
      const parts = values.map((value) => ({ name: value.name, part: excessOf(features, value) ** 2 }));
      const total = parts.reduce((sum, { part }) => sum + part, 0);
      return parts
        .map(({ name, part }) => ({ name, share: total > 0 ? part / total : 1 / parts.length }))
        .sort((one, other) => other.share - one.share);
    },
  };
}

/**
 * The priority of an alert goes by multiples of the threshold, as scores of spectra grow. On the scale of a value multiples are powers: three
 * times 8 dB would be a velocity sixteen times its healthy one. No threshold lies above `mattering`, so that no alarm hangs on this.
 */
function urgent(change: number): number {
  return change + Math.max(0, change - mattering);
}

/** A few sessions scatter less about their own mean than the next one will. */
function bessel(count: number): number {
  return (count / (count - 1)) * (1 + 1 / count);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
