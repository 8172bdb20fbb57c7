import type { TrainingFeature, TrainingSet } from "./kind.ts";

/** Where a value comes from, and how it becomes decibels. */
export interface LevelSource {
  /** Index among the features. */
  readonly feature: number;
  /** 0: the value is an amplitude, 20·log10 makes it decibels. */
  readonly decibelsPerUnit: number;
}

/** One level that is watched: that of a band is how loud the point is altogether, and how much of it lies in the band. */
export interface LevelTerm {
  readonly loudness: LevelSource | null;
  readonly part: LevelSource;
  /** Share in the score; the shares of all terms sum to 1. */
  readonly share: number;
}

/** Quieter than this is silence: no amplitude that is measured comes near it. */
const silence = 1e-30;
/** Natural logarithm of a power: what a recipe means that does not say otherwise. */
const nepers = 10 / Math.LN10;
/** A band that begins at 0 Hz would hold any number of octaves. */
const mostOctaves = 2;

export function decibelsOf(features: Float32Array, { feature, decibelsPerUnit }: LevelSource): number {
  const value = features[feature]!;
  return decibelsPerUnit === 0 ? 20 * Math.log10(Math.max(silence, value)) : decibelsPerUnit * value;
}

/**
 * The levels of a component: of the bands of each point, every point with an equal say and within it every octave, as machines are
 * watched by hand. A recipe that names no bands is watched through how loud the point is altogether; one without a level through the
 * features that gain changes, and one without those through all. Values are watched one by one (`valueWatch`): only where there is
 * nothing else does what they say of the level count here.
 * @param set checked by `checkTrainingSet`
 */
export function levelTerms(set: TrainingSet): LevelTerm[] {
  const heard = indexed(set.features).filter(({ feature }) => feature.group !== "value");
  const levels = indexed(set.features).filter(({ feature }) => feature.group === "value" && feature.levelDependent);
  const points = [...Map.groupBy(heard.length > 0 ? heard : levels, ({ feature }) => feature.pointId).values()];
  return points.flatMap((features) => {
    const terms = bandTerms(set, features) ?? plainTerms(set, features);
    const sum = terms.reduce((total, term) => total + term.share, 0);
    return terms.map((term) => ({ ...term, share: term.share / sum / points.length }));
  });
}

interface Indexed {
  readonly feature: TrainingFeature;
  readonly index: number;
}

function indexed(features: readonly TrainingFeature[]): Indexed[] {
  return features.map((feature, index) => ({ feature, index }));
}

function bandTerms(set: TrainingSet, features: readonly Indexed[]): LevelTerm[] | null {
  const loudest = features.find(({ feature }) => feature.group === "level");
  const bands = features.filter(({ feature }) => feature.group === "spectrum" && feature.band !== undefined);
  if (!loudest || bands.length === 0) return null;
  const loudness = sourceOf(set, loudest);
  return bands.map(({ feature, index }) => {
    const part = { feature: index, decibelsPerUnit: feature.decibelsPerUnit ?? nepers };
    return { loudness, part, share: octavesOf(feature) };
  });
}

function plainTerms(set: TrainingSet, features: readonly Indexed[]): LevelTerm[] {
  const loudest = features.filter(({ feature }) => feature.group === "level").slice(0, 1);
  const dependent = features.filter(({ feature }) => feature.levelDependent);
  const watched = [loudest, dependent, features].find((group) => group.length > 0)!;
  return watched.map((entry) => ({ loudness: null, part: sourceOf(set, entry), share: 1 }));
}

/** What is always above 0 and not said to be logarithmic is an amplitude. */
function sourceOf(set: TrainingSet, { feature, index }: Indexed): LevelSource {
  const amplitude = set.sessions.every(({ windows }) => windows.every((window) => window[index]! > 0));
  return { feature: index, decibelsPerUnit: feature.decibelsPerUnit ?? (amplitude ? 0 : nepers) };
}

function octavesOf({ band }: TrainingFeature): number {
  if (!band) return 1;
  return Math.log2(band.high / Math.max(band.low, band.high / 2 ** mostOctaves));
}
