import { type Milliseconds, millisecondsPerSecond } from "../domain/units.ts";
import { checkFeatures, checkTrainingSet } from "./checkTrainingSet.ts";
import type { Contribution, Micromodel, MicromodelKind, TrainingSet, UsualScores } from "./kind.ts";
import { decibelsOf, type LevelTerm, levelTerms } from "./levelTerms.ts";
import { type LevelWatchWeights, loadLevelWatch, saveLevelWatch } from "./levelWatchFormat.ts";

export interface LevelWatch extends Micromodel {
  readonly weights: LevelWatchWeights;
}

const leastWindows = 5;

/**
 * Decibels by which a healthy machine may grow louder, after it was heard for some seconds only: gain, mounting, load and speed move
 * levels further than most faults do, so this is wide, and sessions of different days replace it.
 */
const usual: UsualScores = { oneSession: 10, highest: 8, lowest: 3 };
/** Heard for this long without a break, a level has shown half of what it does by itself. */
const settling: Milliseconds = 8 * 60 * millisecondsPerSecond;

/**
 * One-sided watch of the absolute level: the decibels by which octave bands lie above their healthy median, those that lie below
 * counting as 0, averaged over octaves and points. The score is in decibels; level is kept apart from timbre because it wanders with
 * so much that is no fault, and is nevertheless the first or only sign of some (imbalance, looseness, a bearing that wears evenly).
 */
function levelWatch(kind: string, smoothing: number): MicromodelKind<LevelWatch> {
  return {
    kind,
    leastWindows,
    watches: "level",
    smoothing,
    usual,
    usualFor,
    // values among which none says how strongly the machine runs have no level
    suits: (features) => features.some(({ group, levelDependent }) => group !== "value" || levelDependent),
    async fit(set) {
      checkTrainingSet(set, leastWindows);
      return modelOf(learn(set));
    },
    save: (model) => saveLevelWatch(model.weights),
    load: (bytes) => modelOf(loadLevelWatch(bytes)),
  };
}

/** Fifteen windows: small rises that stay. */
export const levelRise = levelWatch("level rise", 15);
/** Each window by itself: large rises, at once. */
export const levelJump = levelWatch("level jump", 1);

/** One session that was listened to for long needs less of what is usual: its level was seen to wander, or not to. */
function usualFor({ sessions }: TrainingSet): UsualScores {
  const [only, ...more] = sessions;
  if (!only || more.length > 0) return usual;
  const oneSession = usual.oneSession / (1 + Math.max(0, only.to - only.from) / settling);
  return {
    oneSession,
    highest: Math.min(usual.highest, oneSession),
    lowest: Math.min(usual.lowest, oneSession),
  };
}

/** Medians, because a session may begin with a start-up or end with a visitor; sessions count alike. */
function learn(set: TrainingSet): LevelWatchWeights {
  const terms = levelTerms(set);
  const sessions = set.sessions.filter((session) => session.windows.length > 0);
  const centreOf = (value: (window: Float32Array) => number) =>
    sessions.reduce((sum, { windows }) => sum + medianOf(windows.map(value)), 0) / sessions.length;
  const nameOf = (feature: number) => set.features[feature]!.name;
  return {
    featureCount: set.features.length,
    terms: terms.map((term) => ({ ...term, share: Math.fround(term.share), ...inFloat32(term) })),
    centre: Float32Array.from(terms, (term) => centreOf((window) => levelOf(window, term))),
    names: terms.map(({ part }) => nameOf(part.feature)),
    loudnessNames: terms.map(({ loudness }) => (loudness === null ? "" : nameOf(loudness.feature))),
  };
}

function modelOf(weights: LevelWatchWeights): LevelWatch {
  const { terms, centre, names, loudnessNames } = weights;
  const riseOf = (features: Float32Array, t: number) => Math.max(0, levelOf(features, terms[t]!) - centre[t]!);
  return {
    weights,
    score(features) {
      checkFeatures(features, weights.featureCount);
      let score = 0;
      for (let t = 0; t < terms.length; t++) score += terms[t]!.share * riseOf(features, t);
      return score;
    },
    /** What three quarters of the bands of a point rose by is its loudness, the rest is each band's own. */
    explain(features): readonly Contribution[] {
      checkFeatures(features, weights.featureCount);
      const parts = new Map<string, number>();
      const add = (name: string, part: number) => parts.set(name, (parts.get(name) ?? 0) + part);
      for (const [loudness, group] of Map.groupBy(terms.keys(), (t) => loudnessNames[t]!)) {
        const common = loudness === "" ? 0 : quarterOf(group.map((t) => riseOf(features, t)));
        for (const t of group) {
          const rise = riseOf(features, t);
          const shared = Math.min(rise, common);
          add(names[t]!, terms[t]!.share * (rise - shared));
          if (loudness !== "") add(loudness, terms[t]!.share * shared);
        }
      }
      const total = [...parts.values()].reduce((sum, part) => sum + part, 0);
      return [...parts]
        .map(([name, part]) => ({ name, share: total > 0 ? part / total : 1 / parts.size }))
        .sort((one, other) => other.share - one.share);
    },
  };
}

function levelOf(features: Float32Array, { loudness, part }: LevelTerm): number {
  return decibelsOf(features, part) + (loudness === null ? 0 : decibelsOf(features, loudness));
}

/** Saved numbers are of this precision; the model scores the same before and after. */
function inFloat32({ part, loudness }: LevelTerm): Pick<LevelTerm, "part" | "loudness"> {
  const rounded = <Source extends { readonly decibelsPerUnit: number }>(source: Source) => ({
    ...source,
    decibelsPerUnit: Math.fround(source.decibelsPerUnit),
  });
  return { part: rounded(part), loudness: loudness && rounded(loudness) };
}

function quarterOf(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 2]!;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
