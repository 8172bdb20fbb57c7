import type { FeatureGroup } from "../../electron/domain/featureTrait.ts";
import type { TrainingFeature, TrainingSession, TrainingSet } from "../../electron/micromodels/kind.ts";
import { seededNoise } from "./seededNoise.ts";

const layout: readonly [FeatureGroup, number][] = [
  ["level", 2],
  ["shape", 2],
  ["cepstrum", 3],
  ["spectrum", 16],
  ["envelope", 4],
];

const decibelsPerNeper = 10 / Math.LN10;

export interface HealthyOptions {
  readonly sessions?: number;
  readonly windows?: number;
  readonly seed?: number;
  /** Each session's own offset, in deviations within a session. */
  readonly wander?: number;
  readonly points?: number;
  /** Values that sensors have computed themselves, besides. */
  readonly values?: number;
}

/** Healthy feature vectors of a component that never was: independent noise about a level, and a shift per session. */
export function healthyComponent(options: HealthyOptions = {}): TrainingSet {
  const { sessions = 1, windows = 60, seed = 1, wander = 0.5, points = 1, values = 0 } = options;
  const features = [...featuresOf(points), ...valuesOf(values)];
  const random = seededNoise(seed);
  return {
    features,
    overlap: 1,
    sessions: Array.from({ length: sessions }, (_, session): TrainingSession => {
      const offsets = features.map(() => 0.1 * wander * random());
      return {
        from: session * 1e8,
        to: session * 1e8 + windows * 1000,
        windows: Array.from({ length: windows }, () =>
          Float32Array.from(features, (_, j) => -2 - 0.1 * j + offsets[j]! + 0.1 * random()),
        ),
      };
    }),
  };
}

/** The same window with every feature of these groups moved. */
export function shifted(
  set: TrainingSet,
  window: Float32Array,
  by: number,
  groups: readonly FeatureGroup[],
): Float32Array {
  return window.map((value, j) => (groups.includes(set.features[j]!.group) ? value + by : value));
}

function featuresOf(points: number): TrainingFeature[] {
  return Array.from({ length: points }, (_, p) =>
    layout.flatMap(([group, count]) =>
      Array.from({ length: count }, (_, j): TrainingFeature => {
        const pointId = `point ${p + 1}`;
        const levelDependent = group === "level" || group === "cepstrum";
        const name = `${pointId} ${group} ${j + 1}`;
        const isPower = group === "spectrum" || group === "envelope";
        return { pointId, name, group, levelDependent, ...(isPower && { decibelsPerUnit: decibelsPerNeper }) };
      }),
    ),
  ).flat();
}

function valuesOf(count: number): TrainingFeature[] {
  return Array.from({ length: count }, (_, v): TrainingFeature => {
    const pointId = `value ${v + 1}`;
    const usual = { change: 3, onlyRises: true };
    return { pointId, name: `${pointId} value`, group: "value", levelDependent: true, decibelsPerUnit: 1, usual };
  });
}
