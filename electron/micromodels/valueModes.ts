import type { Decibels } from "../domain/units.ts";
import type { TrainingSet } from "./kind.ts";

/** Between which levels nine of ten windows of a value lay, in all that was learned. */
export interface LearnedLevel {
  /** Index among the features; in decibels. */
  readonly feature: number;
  readonly low: Decibels;
  readonly high: Decibels;
}

/** What a drop of a machine's levels below all that was learned says of it. */
export type Quietness = "off" | "hushed" | "usual";

/**
 * Faults raise vibration; a machine all of whose levels fell by this much runs with less load or speed than it was learned with, whatever
 * its temperature says meanwhile.
 */
const hushedDrop: Decibels = 3;
/** At rest one level at least is a tenth of its smallest, and none is near it: what is left comes from the neighbours. */
const offDrop = { one: 20, all: 6 } as const;
/** Nine of ten. */
const tails = 0.05;

/** Its sensors have computed all that is known of it themselves. */
export function hasOnlyValues({ features }: Pick<TrainingSet, "features">): boolean {
  return features.length > 0 && features.every(({ group }) => group === "value");
}

/**
 * The levels among the values of a component that has nothing else; where there are waveforms, their spectra tell how it runs.
 * @returns undefined where no value says how strongly the machine runs
 */
export function learnLevels({
  features,
  sessions,
}: Pick<TrainingSet, "features" | "sessions">): LearnedLevel[] | undefined {
  if (!hasOnlyValues({ features })) return undefined;
  const windows = sessions.flatMap((session) => session.windows);
  const levels = features.flatMap(({ levelDependent }, feature): LearnedLevel[] => {
    if (!levelDependent || windows.length === 0) return [];
    const sorted = Float64Array.from(windows, (window) => window[feature]!).sort();
    const at = (share: number) => tenth(sorted[Math.round(share * (sorted.length - 1))]!);
    return [{ feature, low: at(tails), high: at(1 - tails) }];
  });
  return levels.length > 0 ? levels : undefined;
}

export function quietnessOf(levels: readonly LearnedLevel[], values: Float32Array): Quietness {
  const drops = levels.map(({ feature, low }) => low - values[feature]!);
  if (drops.every((drop) => drop > offDrop.all) && drops.some((drop) => drop > offDrop.one)) return "off";
  return drops.every((drop) => drop > hushedDrop) ? "hushed" : "usual";
}

/** Has a value, read from a file, the shape of such levels? */
export function areLevels(value: unknown): value is readonly LearnedLevel[] {
  const isLevel = (each: unknown) => {
    const { feature, low, high } = (each ?? {}) as Partial<LearnedLevel>;
    return Number.isSafeInteger(feature) && feature! >= 0 && Number.isFinite(low) && Number.isFinite(high);
  };
  return Array.isArray(value) && value.length > 0 && value.every(isLevel);
}

function tenth(level: Decibels): Decibels {
  return Math.round(level * 10) / 10;
}
