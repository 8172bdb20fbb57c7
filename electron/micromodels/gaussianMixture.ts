import { fitMixture, spread } from "./fitMixture.ts";
import { seededRandom } from "./seededRandom.ts";
import { type Core, spaceKind } from "./spaceKind.ts";

interface MixtureCore extends Core {
  /** Per part: share, means [terms], variances [terms] of the next session. */
  readonly parts: readonly { readonly share: number; readonly means: Float32Array; readonly variances: Float32Array }[];
}

/** A part that is narrower than all rows together may change less from session to session, down to this share. */
const leastAllowed = 0.25;

/**
 * Mixture of Gaussians, for machines that are healthy in several ways. The score is √(2 (L₀ − L) / terms), with L the log
 * likelihood as a window of a next session, which may differ by a unit of the space, and L₀ the highest of any part: for one part it is a
 * distance in deviations.
 * Saved as: u32 parts, then per part float32 share, means [terms], variances [terms].
 */
export const gaussianMixture = spaceKind<MixtureCore>({
  kind: "Gaussian mixture",
  usual: { oneSession: 2.4, highest: 1.85, lowest: 0.74 },
  fit: (set, { seed }) => {
    const { shares, means, variances } = fitMixture(set, seededRandom(seed));
    const overall = spread(
      set.rows,
      set.rows.map(() => 1),
    ).variances;
    return coreOf(
      shares.map((share, k) => ({
        share: Math.fround(share),
        means: Float32Array.from(means[k]!),
        variances: Float32Array.from(variances[k]!, (variance, t) => {
          return variance + Math.max(leastAllowed, variance / overall[t]!);
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
