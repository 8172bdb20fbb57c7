import { seededRandom } from "./seededRandom.ts";
import { type Core, type CoreRows, spaceKind } from "./spaceKind.ts";

/** Shapes [parts], [parts][terms], [parts][terms]. */
interface Mixture {
  readonly shares: readonly number[];
  readonly means: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
}

interface MixtureCore extends Core {
  /** Per part: share, means [terms], variances [terms] of the next session. */
  readonly parts: readonly { readonly share: number; readonly means: Float32Array; readonly variances: Float32Array }[];
}

const mostParts = 4;
/** So many independent windows for every part; fewer would describe chance. */
const windowsPerPart = 20;
const rounds = 30;
/** Variances lean towards those of all rows as if so many rows had been seen. */
const priorRows = 8;
/** A part that is narrower than all rows together may change less from session to session, down to this share. */
const leastAllowed = 0.25;

/**
 * Mixture of axis-parallel Gaussians, for machines that are healthy in several ways. Expectation and maximisation from centres
 * by k-means++, as many parts as the Bayesian information criterion wants. The score is √(2 (L₀ − L) / terms), with L the log
 * likelihood as a window of a next session, which may differ by a unit of the space, and L₀ the highest of any part: for one part it is a
 * distance in deviations.
 * D. Arthur and S. Vassilvitskii, "k-means++: The advantages of careful seeding", SODA 2007.
 * Saved as: u32 parts, then per part float32 share, means [terms], variances [terms].
 */
export const gaussianMixture = spaceKind<MixtureCore>({
  kind: "Gaussian mixture",
  usual: { oneSession: 2.4, highest: 1.85, lowest: 0.74 },
  fit: (set, { seed }) => {
    const { shares, means, variances } = chooseMixture(set, seededRandom(seed));
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

function chooseMixture(set: CoreRows, random: () => number): Mixture {
  const independent = set.rows.length / set.overlap;
  const most = Math.max(1, Math.min(mostParts, Math.floor(independent / windowsPerPart)));
  let best: { mixture: Mixture; criterion: number } | undefined;
  for (let parts = 1; parts <= most; parts++) {
    const { mixture, logLikelihood } = maximise(set.rows, seedCentres(set.rows, parts, random));
    const parameters = parts * 2 * set.rows[0]!.length + parts - 1;
    // overlapping windows say less than their number
    const criterion = parameters * Math.log(independent) - (2 * logLikelihood) / set.overlap;
    if (!best || criterion < best.criterion) best = { mixture, criterion };
  }
  return best!.mixture;
}

/** k-means++: each further centre is a row, chosen with a chance that grows with its squared distance to the centres before. */
function seedCentres(rows: readonly Float64Array[], count: number, random: () => number): Float64Array[] {
  const centres = [rows[Math.floor(random() * rows.length)]!];
  const distances = rows.map(() => Number.POSITIVE_INFINITY);
  while (centres.length < count) {
    rows.forEach((row, r) => {
      distances[r] = Math.min(distances[r]!, squaredDistance(row, centres.at(-1)!));
    });
    let left = random() * distances.reduce((sum, distance) => sum + distance, 0);
    const chosen = distances.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    centres.push(rows[Math.max(0, chosen)]!);
  }
  return centres;
}

function maximise(rows: readonly Float64Array[], centres: readonly Float64Array[]) {
  const overall = spread(
    rows,
    rows.map(() => 1),
  );
  let mixture: Mixture = {
    shares: centres.map(() => 1 / centres.length),
    means: centres,
    variances: centres.map(() => overall.variances),
  };
  let logLikelihood = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const { belongs, total } = expect(rows, mixture);
    if (total - logLikelihood < 1e-6 * Math.abs(total)) break;
    logLikelihood = total;
    const parts = belongs.map((weights) => spread(rows, weights, overall.variances));
    mixture = {
      shares: parts.map((part) => Math.max(1e-6, part.weight / rows.length)),
      means: parts.map((part) => part.means),
      variances: parts.map((part) => part.variances),
    };
  }
  return { mixture, logLikelihood };
}

/** @returns how much each row belongs to each part, shape [parts][rows], and the log likelihood of all */
function expect(rows: readonly Float64Array[], mixture: Mixture): { belongs: Float64Array[]; total: number } {
  const belongs = mixture.shares.map(() => new Float64Array(rows.length));
  const constants = mixture.variances.map((variances) => variances.reduce((sum, v) => sum + Math.log(v), 0));
  let total = 0;
  rows.forEach((row, r) => {
    const logs = mixture.shares.map((share, k) => {
      return Math.log(share) - (constants[k]! + squaredDistance(row, mixture.means[k]!, mixture.variances[k]!)) / 2;
    });
    const whole = logSum(logs);
    total += whole;
    logs.forEach((log, k) => {
      belongs[k]![r] = Math.exp(log - whole);
    });
  });
  return { belongs, total };
}

function spread(rows: readonly Float64Array[], weights: ArrayLike<number>, usual?: Float64Array) {
  const size = rows[0]!.length;
  const means = new Float64Array(size);
  const variances = new Float64Array(size);
  let weight = 0;
  rows.forEach((row, r) => {
    weight += weights[r]!;
    for (let t = 0; t < size; t++) means[t]! += weights[r]! * row[t]!;
  });
  for (let t = 0; t < size; t++) means[t]! /= Math.max(1e-12, weight);
  rows.forEach((row, r) => {
    for (let t = 0; t < size; t++) variances[t]! += weights[r]! * (row[t]! - means[t]!) ** 2;
  });
  for (let t = 0; t < size; t++) {
    const prior = usual ? priorRows * usual[t]! : 0;
    variances[t] = Math.max(
      smallestVariance,
      (variances[t]! + prior) / Math.max(1e-12, weight + (usual ? priorRows : 0)),
    );
  }
  return { weight, means, variances };
}

/** A term that stands still varies by this: a hundredth of what a session may differ by. */
const smallestVariance = 1e-4;

function squaredDistance(row: Float64Array, from: Float64Array, variances?: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < row.length; t++) sum += (row[t]! - from[t]!) ** 2 / (variances ? variances[t]! : 1);
  return sum;
}

function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
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
