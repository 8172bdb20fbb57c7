import type { Deviation, EvidenceValue } from "../domain/alert.ts";
import type { Point, PointId } from "../domain/plant.ts";
import type { Quantity } from "../domain/units.ts";
import { fromScale, valueScaleOf } from "../domain/valueScale.ts";

/** A value that a model has learned: where it stands among the features, and where it lies when healthy, on its scale. */
export interface LearnedValue {
  readonly pointId: PointId;
  readonly quantity: Quantity;
  readonly feature: number;
  readonly healthy: number;
}

/** What the values of a component were when an alert was raised. */
export function evidenceValues(
  learned: readonly LearnedValue[],
  points: readonly Point[],
  values: Float32Array | null,
): EvidenceValue[] {
  return learned.flatMap(({ pointId, quantity, feature, healthy }) => {
    const point = points.find(({ id }) => id === pointId);
    const now = values?.[feature];
    if (point === undefined || now === undefined) return [];
    const scale = valueScaleOf(quantity);
    return [{ pointId, unit: point.unit, now: fromScale(scale, now), healthy: fromScale(scale, healthy) }];
  });
}

/**
 * The value that differs most from healthy, measured in the changes that are usual for it.
 * @returns undefined unless one differs by more than is usual; `times`: by how many usual changes
 */
export function worstValue(
  learned: readonly LearnedValue[],
  values: Float32Array | null,
): { readonly deviation: Deviation; readonly times: number } | undefined {
  let worst: { readonly deviation: Deviation; readonly times: number } | undefined;
  for (const { pointId, quantity, feature, healthy } of learned) {
    const scale = valueScaleOf(quantity);
    const now = values?.[feature] ?? Number.NaN;
    const change = now - healthy;
    const usual = scale.change ?? Math.max(Math.abs(healthy) * unknownShare, Number.MIN_VALUE);
    const times = (scale.onlyRises ? change : Math.abs(change)) / usual;
    if (!(times > (worst?.times ?? 1))) continue;
    const value = { now: fromScale(scale, now), healthy: fromScale(scale, healthy) };
    worst = {
      times,
      deviation: { pointId, low: 0, high: 0, change: scale.kind === "logarithmic" ? change : 0, value },
    };
  }
  return worst;
}

/** Where nothing is usual. */
const unknownShare = 0.1;
