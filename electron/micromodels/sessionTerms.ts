import type { FeatureGroup } from "../domain/featureTrait.ts";
import type { TrainingFeature } from "./kind.ts";

/** One quantity a model watches: the mean of neighbouring features of one point. */
export interface Term {
  readonly name: string;
  readonly first: number;
  readonly count: number;
  /** Share in the score; the shares of all terms sum to 1. */
  readonly share: number;
  /** Terms with the same pool share one within-session deviation. */
  readonly pool: string;
  /** Within-session deviation that is usual over many machines, in the unit of the features (nepers of power); null: unknown. */
  readonly usualDeviation: number | null;
  /** How much sessions usually differ, in within-session deviations. */
  readonly usualWander: number;
}

interface Choice {
  readonly group: FeatureGroup;
  /** This share of the lowest features is left out: shaft harmonics there follow speed and load rather than wear. */
  readonly without: number;
  /** Neighbours averaged into one term, against lines that wander with speed from band to band. */
  readonly span: number;
  readonly usualDeviation: number;
  readonly usualWander: number;
}

/** Geometric means over recordings of seven kinds of machines, each with the evaluated kind left out of the comparison. */
const choices: readonly Choice[] = [
  { group: "spectrum", without: 0.25, span: 5, usualDeviation: 0.096, usualWander: 1 },
  { group: "envelope", without: 0, span: 1, usualDeviation: 0.264, usualWander: 0.55 },
];

/**
 * The terms of a component: level-free spectral and envelope features, each point and each group with an equal say.
 * A recipe that has neither is watched through all its level-free features, and one without any through all it has.
 */
export function sessionTerms(features: readonly TrainingFeature[]): Term[] {
  const runs = choices.flatMap((choice) => runsOf(features, choice.group).map((run) => ({ ...run, choice })));
  if (runs.length === 0) return plainTerms(features);
  return runs.flatMap(({ first, count, choice }) => {
    const start = first + Math.floor(count * choice.without);
    const span = Math.min(choice.span, first + count - start);
    const length = first + count - start - span + 1;
    return Array.from({ length }, (_, i): Term => {
      const middle = features[start + i + Math.floor(span / 2)]!;
      return {
        name: middle.name,
        first: start + i,
        count: span,
        share: 1 / (runs.length * length),
        pool: `${middle.pointId} ${choice.group}`,
        usualDeviation: choice.usualDeviation,
        usualWander: choice.usualWander,
      };
    });
  });
}

/** Stretches of neighbouring features of one group and point. */
function runsOf(features: readonly TrainingFeature[], group: FeatureGroup): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  features.forEach((feature, index) => {
    if (feature.group !== group) return;
    const last = runs.at(-1);
    const follows = last && last.first + last.count === index && features[index - 1]!.pointId === feature.pointId;
    if (follows) last.count++;
    else runs.push({ first: index, count: 1 });
  });
  return runs;
}

function plainTerms(features: readonly TrainingFeature[]): Term[] {
  const free = features.some((feature) => !feature.levelDependent);
  const chosen = features.flatMap((feature, first) => (free && feature.levelDependent ? [] : [{ feature, first }]));
  return chosen.map(({ feature, first }) => ({
    name: feature.name,
    first,
    count: 1,
    share: 1 / chosen.length,
    // features of unknown scale cannot lend each other their deviation
    pool: `${first}`,
    usualDeviation: null,
    usualWander: 1,
  }));
}
