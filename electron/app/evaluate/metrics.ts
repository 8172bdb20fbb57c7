/** Share of the outcomes that are true; null without any. */
export function shareOf(outcomes: readonly boolean[]): number | null {
  return outcomes.length === 0 ? null : outcomes.filter(Boolean).length / outcomes.length;
}

/** Mean of the figures that exist; null when none does. */
export function meanOf(figures: readonly (number | null)[]): number | null {
  const found = figures.filter((figure) => figure !== null);
  return found.length === 0 ? null : found.reduce((sum, figure) => sum + figure, 0) / found.length;
}

interface CurvePoint {
  readonly falseAlarms: number;
  readonly hits: number;
}

/** Probability that a fault scores above a healthy one, ties counting half; null when either is missing. */
export function areaUnderCurve(normal: readonly number[], faulty: readonly number[]): number | null {
  const curve = curveOf(normal, faulty);
  return curve && areaTo(curve, 1);
}

/**
 * Area under the curve up to a share of false alarms, standardised so that chance is 0.5 and perfection 1.
 * D. K. McClish, "Analyzing a portion of the ROC curve", Medical Decision Making 9 (1989).
 */
export function partialArea(normal: readonly number[], faulty: readonly number[], most: number): number | null {
  const curve = curveOf(normal, faulty);
  if (curve === null) return null;
  const least = most ** 2 / 2;
  return (1 + (areaTo(curve, most) - least) / (most - least)) / 2;
}

/** Shares above every threshold there is, from the strictest down; tied scores make one step. */
function curveOf(normal: readonly number[], faulty: readonly number[]): CurvePoint[] | null {
  if (normal.length === 0 || faulty.length === 0) return null;
  const scores = [
    ...normal.map((score) => ({ score, faulty: false })),
    ...faulty.map((score) => ({ score, faulty: true })),
  ].sort((one, other) => other.score - one.score);
  const curve: CurvePoint[] = [{ falseAlarms: 0, hits: 0 }];
  let falseAlarms = 0;
  let hits = 0;
  scores.forEach((entry, i) => {
    if (entry.faulty) hits += 1;
    else falseAlarms += 1;
    if (scores[i + 1]?.score === entry.score) return;
    curve.push({ falseAlarms: falseAlarms / normal.length, hits: hits / faulty.length });
  });
  return curve;
}

function areaTo(curve: readonly CurvePoint[], most: number): number {
  let area = 0;
  for (let i = 1; i < curve.length; i++) {
    const before = curve[i - 1]!;
    const after = curve[i]!;
    if (before.falseAlarms >= most) break;
    const width = after.falseAlarms - before.falseAlarms;
    const share = width === 0 ? 0 : Math.min(1, (most - before.falseAlarms) / width);
    area += share * width * (before.hits + (share * (after.hits - before.hits)) / 2);
  }
  return area;
}
