export interface ShrunkCovariance {
  /** The sample covariance itself, shape [columns][columns]. */
  readonly covariance: readonly Float64Array[];
  /** Share of the target in the shrunk covariance: 0…1. */
  readonly intensity: number;
  /** Variance of the target, which is the same in all directions: the mean variance of the columns. */
  readonly target: number;
}

/**
 * How far a sample covariance is to be shrunk towards the same variance in all directions.
 * O. Ledoit and M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", J. Multivariate Analysis 88 (2004).
 * @param rows about their mean, shape [rows][columns]
 * @param independent how many rows count as independent; fewer than there are when they overlap
 */
export function ledoitWolf(rows: readonly Float64Array[], independent = rows.length): ShrunkCovariance {
  const size = rows[0]!.length;
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  let fourth = 0;
  for (const row of rows) {
    let square = 0;
    for (let i = 0; i < size; i++) {
      const value = row[i]!;
      square += value * value;
      const line = covariance[i]!;
      for (let j = 0; j <= i; j++) line[j]! += value * row[j]!;
    }
    fourth += square * square;
  }
  let trace = 0;
  let squares = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = covariance[i]![j]! / rows.length;
      covariance[i]![j] = value;
      covariance[j]![i] = value;
      squares += value * value * (i === j ? 1 : 2);
    }
    trace += covariance[i]![i]!;
  }
  const target = trace / size;
  // both as sums over the matrix; the paper divides both by its size
  const distance = squares - size * target * target;
  const error = (fourth / rows.length - squares) / Math.max(1, independent);
  const intensity = distance > 0 ? Math.min(1, Math.max(0, error / distance)) : 1;
  return { covariance, intensity, target };
}
