import type { TrendRow } from "../../electron/contract/componentsContract.ts";
import type { Seconds } from "../../electron/domain/units.ts";
import { millisecondsPerSecond } from "../../electron/domain/units.ts";

/** x in seconds since 1970 (the plot library's unit), then smallest, largest and, drawn over both, mean; null breaks the line. */
export type TrendSeries = readonly [number[], (number | null)[], (number | null)[], (number | null)[]];

/** A jump of more than this many steps is a gap and is drawn as one. */
const gapSteps = 1.9;

/**
 * @param rows in order of time
 * @param step seconds per row
 */
export function trendSeries(rows: readonly TrendRow[], step: Seconds): TrendSeries {
  const times: number[] = [];
  const low: (number | null)[] = [];
  const mean: (number | null)[] = [];
  const high: (number | null)[] = [];
  let before: number | undefined;
  for (const row of rows) {
    const time = row.time / millisecondsPerSecond;
    if (before !== undefined && time - before > step * gapSteps) {
      times.push(before + step);
      low.push(null);
      mean.push(null);
      high.push(null);
    }
    times.push(time);
    low.push(row.min);
    mean.push(row.mean);
    high.push(row.max);
    before = time;
  }
  return [times, low, high, mean];
}
