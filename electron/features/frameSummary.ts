/** What is kept of a value that every frame of a window has. */
export type FrameStatistic = "mean" | "spread" | "lowest" | "highest";

export interface SummarisedValue {
  readonly name: string;
  readonly keep: readonly FrameStatistic[];
}

/**
 * Mean, spread (standard deviation, N in the divisor) and extremes of values across the frames of a window. Frames in which a value
 * is not defined do not count for it.
 */
export class FrameSummary {
  readonly #values: readonly SummarisedValue[];
  readonly #frames: number[][];

  constructor(values: readonly SummarisedValue[]) {
    this.#values = values;
    this.#frames = values.map(() => []);
  }

  /** `centroid mean`, `centroid spread` … in the order of `results`. */
  static names(values: readonly SummarisedValue[]): string[] {
    return values.flatMap(({ name, keep }) => keep.map((statistic) => `${name} ${statistic}`));
  }

  /** @param frame one value of a frame each, in the order they were declared */
  add(frame: readonly (number | null)[]): void {
    for (const [index, value] of frame.entries()) if (value !== null) this.#frames[index]!.push(value);
  }

  /** Clears what was added. @returns null when one of the values was defined in no frame */
  results(): number[] | null {
    const results = this.#values.flatMap(({ keep }, index) => statisticsOf(this.#frames[index]!, keep) ?? [null]);
    for (const frames of this.#frames) frames.length = 0;
    return results.every((value) => value !== null) ? results : null;
  }
}

function statisticsOf(values: readonly number[], keep: readonly FrameStatistic[]): number[] | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return keep.map((statistic) => {
    if (statistic === "mean") return mean;
    if (statistic === "lowest") return values.reduce((low, value) => Math.min(low, value));
    if (statistic === "highest") return values.reduce((high, value) => Math.max(high, value));
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
}
