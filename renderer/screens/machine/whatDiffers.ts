import type { ScoreExplanation } from "../../../electron/contract/modelsContract.ts";
import type { Deviation } from "../../../electron/domain/alert.ts";
import type { Point } from "../../../electron/domain/plant.ts";
import type { Decibels } from "../../../electron/domain/units.ts";

/** A smaller change of a band is nothing anybody hears. */
const audible: Decibels = 1;
/** A smaller part of the score is no reason for it. */
const noticeable = 0.02;

/** A band or a value, and its part in the score. */
export type Difference = Deviation & { readonly share: number };

/** What makes the score, largest part first: bands of waveforms that one hears, values of sensors that work them out themselves. */
export function whatDiffers(
  { bands, features }: Pick<ScoreExplanation, "bands" | "features">,
  points: readonly Point[],
): readonly Difference[] {
  const smart = new Set(points.filter(({ signal }) => signal === "feature").map(({ id }) => id));
  const values = features
    .filter(({ pointId, share, now, healthy }) => smart.has(pointId) && share >= noticeable && now !== healthy)
    .map(({ pointId, share, now, healthy }) => ({
      pointId,
      low: 0,
      high: 0,
      change: 0,
      share,
      value: { now, healthy },
    }));
  return [...bands.filter(({ change }) => Math.abs(change) >= audible), ...values].toSorted(
    (a, b) => b.share - a.share,
  );
}
