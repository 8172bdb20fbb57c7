import type { FeatureGroup } from "../domain/featureTrait.ts";
import type { TrainingFeature, TrainingSet } from "./kind.ts";
import { WindowMedian } from "./windowMedian.ts";

/** Where the power lies and how it is modulated, as finely as the recipe tells it. */
const fineGroups: readonly FeatureGroup[] = ["cepstrum", "spectrum", "envelope"];
/** What kept quite still while it was learned must not outweigh all else later: no spread is smaller than this share of the middling one. */
const leastSpread = 0.1;
/** A detail lasts; the noise of a single window does not. */
const medianOf = 5;
/** Mean deviation, in healthy spreads, that is half-way between as learned and utterly different. */
const halfWay = 2;
/**
 * What utterly different detail alone makes of a window, as a share of the threshold: less than the deadband of an alert, which
 * otherwise might never clear.
 */
const ceiling = 0.85;
/** How late the members take over: until near the threshold detail orders the windows, and at it the members alone. */
const steepness = 8;
/** Where there is no deviation at all: not 0, from which no root would lead to the threshold. */
const least = 1e-6;

/** What fine detail was like in the windows learned from, feature by feature. */
export interface FineDetail {
  /** Shape [features]. */
  readonly centre: Float32Array;
  /** Shape [features]: standard deviation about the centre; 0 for a feature that does not count. */
  readonly spread: Float32Array;
}

/**
 * Standard deviation of the features of fine detail over all windows, of all sessions together, about a centre.
 * @param centre shape [features]
 * @returns shape [features]; 0 for features that do not count, and for all of them when more than half never moved
 */
export function fineSpread(set: TrainingSet, centre: Float32Array): Float32Array<ArrayBuffer> {
  const windows = set.sessions.flatMap((session) => session.windows);
  const counted = new Set(fineFeatures(set.features));
  const spread = set.features.map((_, j) => {
    if (!counted.has(j)) return 0;
    return Math.sqrt(windows.reduce((sum, window) => sum + (window[j]! - centre[j]!) ** 2, 0) / windows.length);
  });
  const ordered = [...counted].map((j) => spread[j]!).sort((one, other) => one - other);
  const middling = ordered[ordered.length >> 1] ?? 0;
  return Float32Array.from(spread, (value, j) =>
    counted.has(j) && middling > 0 ? Math.max(value, leastSpread * middling) : 0,
  );
}

/** The first coefficient of a cepstrum is how loud the window is, which the level members watch. */
function fineFeatures(features: readonly TrainingFeature[]): number[] {
  return features.flatMap(({ group, pointId }, j) => {
    const before = features[j - 1];
    const isFirst = before?.group !== group || before.pointId !== pointId;
    return fineGroups.includes(group) && !(group === "cepstrum" && isFirst) ? [j] : [];
  });
}

/** How far the fine detail of the last windows is from what was learned. */
export class FineDeviation {
  readonly #detail: FineDetail;
  readonly #counted: readonly number[];
  readonly #median = new WindowMedian(medianOf);
  readonly #fine: Float32Array;

  constructor(detail: FineDetail) {
    this.#detail = detail;
    this.#counted = [...detail.spread.keys()].filter((j) => detail.spread[j]! > 0);
    this.#fine = new Float32Array(this.#counted.length);
  }

  /** @returns mean deviation of the features that count, in healthy spreads; null where none does */
  push(values: Float32Array): number | null {
    const { centre, spread } = this.#detail;
    const counted = this.#counted;
    if (counted.length === 0) return null;
    counted.forEach((j, at) => {
      this.#fine[at] = values[j]!;
    });
    const seen = this.#median.push(this.#fine) ?? this.#fine;
    let sum = 0;
    for (let at = 0; at < counted.length; at++) {
      const j = counted[at]!;
      sum += Math.abs(seen[at]! - centre[j]!) / spread[j]!;
    }
    return sum / counted.length;
  }

  reset(): void {
    this.#median.reset();
  }
}

/**
 * Below the threshold, how severe a window is when its fine detail is looked at too. What only one machine tells of itself is no ground
 * for an alarm, as it differs from machine to machine, but it orders the windows of that machine well: a trend shows it long before.
 * It crosses the threshold never, in neither direction, is continuous there, and rises with both.
 * @param severity of the members: score over threshold, ≥ 0
 * @param deviation mean deviation of the fine detail in healthy spreads, ≥ 0; null: unknown
 */
export function withFineDetail(severity: number, deviation: number | null): number {
  if (deviation === null || !(severity < 1)) return severity;
  const unusual = ceiling * Math.max(least, 1 / (1 + halfWay / deviation));
  return unusual ** (1 - severity ** steepness);
}
