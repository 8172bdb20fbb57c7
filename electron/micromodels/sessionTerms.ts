import type { FeatureGroup } from "../domain/featureTrait.ts";
import type { TrainingFeature } from "./kind.ts";

/** One quantity a model watches: the mean of neighbouring features of one point. */
export interface Term {
  readonly name: string;
  readonly first: number;
  readonly count: number;
  /** Share in the overall deviation; the shares of all terms sum to 1. 0: it counts as a local change only. */
  readonly share: number;
  /** A local change counts when it is this much larger than a change of everything would have to be. */
  readonly discount: number;
  /** Scale of its deviation where the deviations of all terms are compared: square root of an equal say. */
  readonly weight: number;
  /** Terms with the same pool share one within-session deviation. */
  readonly pool: string;
  /** Within-session deviation that is usual over many machines, in the unit of the features (nepers of power); null: unknown. */
  readonly usualDeviation: number | null;
  /** How much sessions usually differ, in within-session deviations. */
  readonly usualWander: number;
  /** How much they usually differ whatever the deviation within one, in the unit of the features; 0 unless given. */
  readonly usualChange?: number | undefined;
}

interface Choice {
  readonly group: FeatureGroup;
  /** The part of the features of a group that is meant, as shares of their number. */
  readonly from: number;
  readonly to: number;
  /** Neighbours averaged into one term, against lines that wander with speed from band to band. */
  readonly span: number;
  readonly overall: boolean;
  readonly discount: number;
  readonly usualDeviation: number;
  readonly usualWander: number;
}

/**
 * The lowest quarter of the spectrum holds shaft harmonics, which follow speed and load: it never counts overall, and as a local
 * change only when it is large. The numbers are rounded geometric means over recordings of seven kinds of machines.
 */
const choices: readonly Choice[] = [
  { group: "spectrum", from: 0.25, to: 1, span: 5, overall: true, discount: 4, usualDeviation: 0.096, usualWander: 1 },
  { group: "envelope", from: 0, to: 1, span: 1, overall: true, discount: 4, usualDeviation: 0.264, usualWander: 0.55 },
  {
    group: "spectrum",
    from: 0,
    to: 0.3125,
    span: 3,
    overall: false,
    discount: 3,
    usualDeviation: 0.15,
    usualWander: 2,
  },
];

/** Values do not overlap as bands do: one of them that changes is a change. */
const valueDiscount = 1.5;

/**
 * The terms of a component: level-free spectral and envelope features, each point and each group with an equal say.
 * A recipe that has neither is watched through all its level-free features, and one without any through all it has.
 * Values that sensors have computed themselves are watched for what they are together only where there is nothing else.
 */
export function sessionTerms(features: readonly TrainingFeature[]): Term[] {
  if (features.every(isValue)) return valueTerms(features);
  const runs = choices.flatMap((choice) => runsOf(features, choice.group).map((run) => ({ ...run, choice })));
  const voices = runs.filter((run) => run.choice.overall).length;
  if (voices === 0) return plainTerms(features);
  return runs.flatMap(({ first, count, choice }) => {
    const start = first + Math.floor(count * choice.from);
    const end = first + Math.max(Math.floor(count * choice.to), Math.floor(count * choice.from) + 1);
    const span = Math.min(choice.span, end - start);
    const length = end - start - span + 1;
    const say = 1 / (voices * length);
    return Array.from({ length }, (_, i): Term => {
      const middle = features[start + i + Math.floor(span / 2)]!;
      return {
        name: middle.name,
        first: start + i,
        count: span,
        share: choice.overall ? say : 0,
        discount: choice.discount,
        weight: Math.sqrt(say),
        pool: `${middle.pointId} ${choice.group} ${choice.from}`,
        usualDeviation: choice.usualDeviation,
        usualWander: choice.usualWander,
      };
    });
  });
}

/** Stretches of neighbouring features of one group and point, all of them logarithms of power. */
function runsOf(features: readonly TrainingFeature[], group: FeatureGroup): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  features.forEach((feature, index) => {
    // what is usual is known of logarithms of power only
    if (feature.group !== group || feature.decibelsPerUnit === undefined) return;
    const last = runs.at(-1);
    const follows = last && last.first + last.count === index && features[index - 1]!.pointId === feature.pointId;
    if (follows) last.count++;
    else runs.push({ first: index, count: 1 });
  });
  return runs;
}

function plainTerms(features: readonly TrainingFeature[]): Term[] {
  const free = features.some((feature) => !isValue(feature) && !feature.levelDependent);
  const chosen = features.flatMap((feature, first) =>
    isValue(feature) || (free && feature.levelDependent) ? [] : [{ feature, first }],
  );
  return chosen.map(({ feature, first }) => ({
    name: feature.name,
    first,
    count: 1,
    share: 1 / chosen.length,
    discount: 4,
    weight: Math.sqrt(1 / chosen.length),
    // features of unknown scale cannot lend each other their deviation
    pool: `${first}`,
    usualDeviation: null,
    usualWander: 1,
  }));
}

/** Each value with an equal say. How it scatters is its own; how it wanders from day to day is usual, or in proportion to that. */
function valueTerms(features: readonly TrainingFeature[]): Term[] {
  return features.map(({ name, usual }, first) => ({
    name,
    first,
    count: 1,
    share: 1 / features.length,
    discount: valueDiscount,
    weight: Math.sqrt(1 / features.length),
    pool: `${first}`,
    usualDeviation: null,
    usualWander: 1,
    usualChange: usual?.change ?? 0,
  }));
}

function isValue({ group }: TrainingFeature): boolean {
  return group === "value";
}
