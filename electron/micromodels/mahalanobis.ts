import { leadingDirections } from "./leadingDirections.ts";
import { ledoitWolf } from "./ledoitWolf.ts";
import { type Core, type CoreRows, spaceKind } from "./spaceKind.ts";

interface Ellipsoid extends Core {
  /** Variance of every direction that is not listed. */
  readonly rest: number;
  /** Shape [directions]: variance along each. */
  readonly variances: Float32Array;
  /** Shape [directions][terms], orthonormal. */
  readonly directions: readonly Float32Array[];
}

/** Along so many directions the variance is kept for itself; the others share theirs. */
const mostDirections = 12;

/**
 * Mahalanobis distance per term, with the covariance that another healthy session is expected to have: that of windows about the
 * mean of their own session, shrunk by Ledoit and Wolf, and one unit of the space in every direction for the session itself.
 * Saved as: u32 directions, float32 rest, float32 variances [directions], float32 directions [directions][terms].
 */
export const mahalanobis = spaceKind<Ellipsoid>({
  kind: "Mahalanobis",
  usual: { oneSession: 1.66, highest: 1.6, lowest: 0.66 },
  fit: (set, { seed }) => {
    const { covariance, intensity, target } = ledoitWolf(withinSessions(set), set.rows.length / set.overlap);
    const found = leadingDirections(covariance, mostDirections, seed);
    const size = covariance.length;
    const trace = size * target;
    const listed = found.reduce((sum, { variance }) => sum + variance, 0);
    const others = found.length < size ? Math.max(0, trace - listed) / (size - found.length) : 0;
    const expected = (variance: number) => 1 + intensity * target + (1 - intensity) * variance;
    return coreOf({
      rest: Math.fround(expected(others)),
      variances: Float32Array.from(found, ({ variance }) => expected(variance)),
      directions: found.map(({ direction }) => direction),
    });
  },
  save: ({ rest, variances, directions }, payload) => {
    payload.integer(directions.length).floats([rest]).floats(variances);
    for (const direction of directions) payload.floats(direction);
  },
  load: (payload, size) => {
    const count = payload.integer(0, 64);
    const rest = payload.floats(1)[0]!;
    const variances = payload.floats(count);
    payload.demand(rest > 0 && variances.every((variance) => variance > 0), "a variance is not positive");
    return coreOf({ rest, variances, directions: Array.from({ length: count }, () => payload.floats(size)) });
  },
});

function withinSessions({ rows, sessions }: CoreRows): Float64Array[] {
  const size = rows[0]!.length;
  const counts: number[] = [];
  const means: Float64Array[] = [];
  rows.forEach((row, r) => {
    const session = sessions[r]!;
    means[session] ??= new Float64Array(size);
    counts[session] = (counts[session] ?? 0) + 1;
    for (let t = 0; t < size; t++) means[session][t]! += row[t]!;
  });
  return rows.map((row, r) => row.map((value, t) => value - means[sessions[r]!]![t]! / counts[sessions[r]!]!));
}

function coreOf(found: Omit<Ellipsoid, "score">): Ellipsoid {
  const { rest, variances, directions } = found;
  const gains = Float64Array.from(variances, (variance) => 1 / variance - 1 / rest);
  // widened once instead of at every use
  const wide = directions.map((direction) => Float64Array.from(direction));
  return {
    ...found,
    score(row) {
      let sum = 0;
      for (let t = 0; t < row.length; t++) sum += row[t]! * row[t]!;
      sum /= rest;
      for (let d = 0; d < wide.length; d++) {
        const direction = wide[d]!;
        let projection = 0;
        for (let t = 0; t < direction.length; t++) projection += direction[t]! * row[t]!;
        sum += gains[d]! * projection * projection;
      }
      // directions in float32 are not quite orthogonal: a sum of nothing may come out below it
      return Math.sqrt(Math.max(0, sum) / row.length);
    },
  };
}
