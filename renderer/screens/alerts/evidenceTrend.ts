import type { TrendRow } from "../../../electron/contract/componentsContract.ts";
import type { Evidence } from "../../../electron/domain/alert.ts";
import type { Seconds, UtcMilliseconds } from "../../../electron/domain/units.ts";
import { millisecondsPerSecond } from "../../../electron/domain/units.ts";

interface EvidenceTrend {
  readonly score: readonly TrendRow[];
  readonly step: Seconds;
  readonly threshold: number;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
}

/** Frozen scores in the form the trend is drawn from. Their usual distance tells what counts as a gap. */
export function evidenceTrend({ scores, threshold, from, to }: Evidence): EvidenceTrend {
  const distances = scores.slice(1).map(({ time }, index) => time - scores[index]!.time);
  const middle = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)];
  return {
    score: scores.map(({ time, value }) => ({ time, min: value, mean: value, max: value })),
    step: (middle ?? millisecondsPerSecond) / millisecondsPerSecond,
    threshold,
    from: scores[0]?.time ?? from,
    to: Math.max(scores.at(-1)?.time ?? to, (scores[0]?.time ?? from) + millisecondsPerSecond),
  };
}
