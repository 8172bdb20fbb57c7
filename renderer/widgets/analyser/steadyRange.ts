const gridStep = 10;
const leastSpan = 40;
const mostSpan = 140;
const steps = [1, 2, 5, 10];

/**
 * A range of decibels on a grid of 10 that stands still: it grows at once, and shrinks only when much of it is empty.
 * @param before the range shown until now
 */
export function steadyLevels(
  before: readonly [number, number] | undefined,
  quietest: number,
  loudest: number,
): readonly [number, number] {
  if (!Number.isFinite(loudest)) return before ?? [-100, 0];
  const top = Math.ceil((loudest + 2) / gridStep) * gridStep;
  const bottom = Math.floor((Math.max(quietest, loudest - mostSpan) - 2) / gridStep) * gridStep;
  const low = Math.min(bottom, top - leastSpan);
  if (before === undefined) return [low, top];
  const [oldLow, oldTop] = before;
  return [
    low < oldLow || low > oldLow + 2 * gridStep ? low : oldLow,
    top > oldTop || top < oldTop - gridStep ? top : oldTop,
  ];
}

/** The top of an axis that begins at 0, at 1, 2 or 5 of a power of ten; it shrinks only when less than a fourth is used. */
export function steadyTop(before: number | undefined, largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return before ?? 1;
  if (before !== undefined && largest * 1.05 <= before && largest > before / 4) return before;
  const power = 10 ** Math.floor(Math.log10(largest));
  return power * (steps.find((step) => step * power >= largest * 1.05) ?? 20);
}
