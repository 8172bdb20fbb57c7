import type { TrendRow } from "../../electron/contract/componentsContract.ts";
import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import { millisecondsPerSecond, type Seconds } from "../../electron/domain/units.ts";

/** With more of a stretch covered by scores, what was lost there is a mark and not a hole. */
const mostCovered = 0.5;

/**
 * Whether a stretch without samples is one without scores, too: only that is a hole in the trend. Where rows were scored all the same
 * (one refused row in fifty, a loss much shorter than a row of this zoom), wiping them out would hide what is known.
 * @param rows in order of time
 * @param step seconds from one row to the next
 */
export function isHollow(
  { from, to }: Pick<DeviceGap, "from" | "to">,
  rows: readonly Pick<TrendRow, "time">[],
  step: Seconds,
): boolean {
  const row = step * millisecondsPerSecond;
  if (to - from < row) return false;
  const inside = rows.filter(({ time }) => time >= from && time + row <= to).length;
  return (inside * row) / (to - from) < mostCovered;
}
