/** How far the true speed may lie from the stated one: the slip of an induction motor under load. */
const speedTolerance = 0.007;

/**
 * Whether an order belongs to the shaft itself: unbalance, misalignment and looseness modulate everything at whole orders, more
 * deeply than a bearing does. Within ±0.7 % of a whole order, and at least within what the recording resolves.
 * @param resolution orders that two bins of the spectrum span
 */
export function isShaftHarmonic(order: number, resolution: number): boolean {
  const nearest = Math.round(order);
  return nearest >= 1 && Math.abs(order - nearest) <= Math.max(resolution, speedTolerance * order);
}
