import { fitMixture, spread } from "./fitMixture.ts";
import { leadingDirections } from "./leadingDirections.ts";
import { ledoitWolf } from "./ledoitWolf.ts";
import { seededRandom } from "./seededRandom.ts";
import { type Core, spaceKind } from "./spaceKind.ts";

interface MixtureCore extends Core {
  /** Per part: share, means [terms], variances [terms] of the next session. */
  readonly parts: readonly { readonly share: number; readonly means: Float32Array; readonly variances: Float32Array }[];
}

/** Along so many directions parts are told apart. */
const mostDirections = 6;
/** A part that is narrower than all rows together may change less from session to session, down to this share. */
const leastAllowed = 0.25;

/**
 * Mixture of Gaussians, for machines that are healthy in several ways. Its parts are told apart along the directions in which healthy
 * windows vary most, and then described term by term. The score is √(2 (L₀ − L) / terms), with L the log likelihood as a window of a
 * next session, which may differ by a unit of the space, and L₀ the highest of any part: for one part it is a distance in deviations.
 * Saved as: u32 parts, then per part float32 share, means [terms], variances [terms].
 */
export const gaussianMixture = spaceKind<MixtureCore>({
  kind: "Gaussian mixture",
  usual: { oneSession: 1.76, highest: 1.72, lowest: 0.7 },
  fit: ({ rows, overlap }, { seed }) => {
    const overall = spread(
      rows,
      rows.map(() => 1),
    );
    const belongs = fitMixture(coordinatesOf(rows, overall.means, seed), rows.length / overlap, seededRandom(seed));
    const parts = belongs.map((weights) => spread(rows, weights, overall.variances));
    return coreOf(
      parts.map(({ weight, means, variances }) => ({
        share: Math.fround(Math.max(1e-6, weight / rows.length)),
        means: Float32Array.from(means),
        variances: Float32Array.from(variances, (variance, t) => {
          return variance + Math.max(leastAllowed, variance / overall.variances[t]!);
        }),
      })),
    );
  },
  save: ({ parts }, payload) => {
    payload.integer(parts.length);
    for (const { share, means, variances } of parts) payload.floats([share]).floats(means).floats(variances);
  },
  load: (payload, size) => {
    const count = payload.integer(1, 64);
    const parts = Array.from({ length: count }, () => {
      const share = payload.floats(1)[0]!;
      const part = { share, means: payload.floats(size), variances: payload.floats(size) };
      payload.demand(share > 0 && part.variances.every((variance) => variance > 0), "a variance is not positive");
      return part;
    });
    return coreOf(parts);
  },
});

/** The rows along the directions in which they vary most, shape [rows][directions]: there they are not correlated. */
function coordinatesOf(rows: readonly Float64Array[], means: Float64Array, seed: number): readonly Float64Array[] {
  const centred = rows.map((row) => row.map((value, t) => value - means[t]!));
  const directions = leadingDirections(ledoitWolf(centred).covariance, mostDirections, seed);
  return centred.map((row) =>
    Float64Array.from(directions, ({ direction }) => direction.reduce((sum, value, t) => sum + value * row[t]!, 0)),
  );
}

function coreOf(parts: MixtureCore["parts"]): MixtureCore {
  const heights = parts.map(({ share, variances }) => {
    return Math.log(share) - variances.reduce((sum, variance) => sum + Math.log(variance), 0) / 2;
  });
  const top = Math.max(...heights);
  const scales = parts.map(({ variances }) => Float64Array.from(variances, (variance) => 1 / variance));
  const logs = new Float64Array(parts.length);
  return {
    parts,
    score(row) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < parts.length; k++) {
        const { means } = parts[k]!;
        const scale = scales[k]!;
        let sum = 0;
        for (let t = 0; t < means.length; t++) {
          const difference = row[t]! - means[t]!;
          sum += difference * difference * scale[t]!;
        }
        logs[k] = heights[k]! - sum / 2;
        largest = Math.max(largest, logs[k]!);
      }
      let likelihood = 0;
      for (let k = 0; k < parts.length; k++) likelihood += Math.exp(logs[k]! - largest);
      // between two parts the likelihood may be above that at either centre
      return Math.sqrt((2 * Math.max(0, top - largest - Math.log(likelihood))) / row.length);
    },
  };
}
