import type { TrendRow } from "../../electron/contract/componentsContract.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";

/** The window is narrowed to the data only while they fill less than half of it, and never below this share. */
const narrowBelow = 0.5;
const narrowest = 1 / 60;
const margin = 1.05;

/**
 * The part of a time range worth drawing: a machine that is listened to since two minutes is not shown as a sliver at the
 * edge of an hour. Gaps inside the data are never cut.
 * @param rows in order of time
 */
export function shownWindow(
  rows: readonly TrendRow[],
  from: UtcMilliseconds,
  to: UtcMilliseconds,
): { readonly from: UtcMilliseconds; readonly to: UtcMilliseconds } {
  const first = rows[0]?.time;
  if (first === undefined || to - first > (to - from) * narrowBelow) return { from, to };
  return { from: to - Math.max((to - first) * margin, (to - from) * narrowest), to };
}
