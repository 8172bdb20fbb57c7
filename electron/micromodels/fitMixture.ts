/** Shapes [parts], [parts][terms], [parts][terms]. */
interface Mixture {
  readonly shares: readonly number[];
  readonly means: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
}

const mostParts = 4;
/** So many independent windows for every part; fewer would describe chance. */
const windowsPerPart = 20;
const rounds = 30;
/** So many starts are followed for a few rounds, and the most promising one to its end. */
const starts = 4;
const trialRounds = 4;
/** Log likelihood per row below which another round is not worth it. */
const leastGain = 1e-3;
/** Variances lean towards those of all rows as if so many rows had been seen. */
const priorRows = 8;
/** A term that stands still varies by this: a hundredth of what a session may differ by. */
const smallestVariance = 1e-4;

/**
 * How much each row belongs to each part of a mixture of axis-parallel Gaussians: expectation and maximisation from centres by
 * k-means++, with as many parts as the Bayesian information criterion wants. The columns should not be correlated: several that say the
 * same would make sharp parts of what is one broad one.
 * D. Arthur and S. Vassilvitskii, "k-means++: The advantages of careful seeding", SODA 2007.
 * @param rows shape [rows][columns]
 * @param independent how many of the rows count as independent
 * @returns shape [parts][rows]
 */
export function fitMixture(
  rows: readonly Float64Array[],
  independent: number,
  random: () => number,
): readonly Float64Array[] {
  const overlap = rows.length / independent;
  const most = Math.max(1, Math.min(mostParts, Math.floor(independent / windowsPerPart)));
  let best: { mixture: Mixture; criterion: number } | undefined;
  for (let parts = 1; parts <= most; parts++) {
    const { mixture, logLikelihood } = bestOf(rows, parts, random);
    const parameters = parts * 2 * rows[0]!.length + parts - 1;
    // overlapping windows say less than their number
    const criterion = parameters * Math.log(independent) - (2 * logLikelihood) / overlap;
    if (!best || criterion < best.criterion) best = { mixture, criterion };
  }
  return assign(rows, best!.mixture).belongs;
}

function bestOf(rows: readonly Float64Array[], parts: number, random: () => number): Fitted {
  const overall = spread(
    rows,
    rows.map(() => 1),
  ).variances;
  const trials = Array.from({ length: parts === 1 ? 1 : starts }, () => {
    const means = seedCentres(rows, parts, random);
    const shares = means.map(() => 1 / parts);
    return maximise(rows, { shares, means, variances: means.map(() => overall) }, overall, trialRounds);
  });
  const likelihoods = trials.map((trial) => trial.logLikelihood);
  const best = trials[likelihoods.indexOf(Math.max(...likelihoods))]!;
  return maximise(rows, best.mixture, overall, rounds);
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

interface Fitted {
  readonly mixture: Mixture;
  readonly logLikelihood: number;
}

/** @param usual variances of all rows together */
function maximise(rows: readonly Float64Array[], start: Mixture, usual: Float64Array, most: number): Fitted {
  let mixture = start;
  let logLikelihood = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < most; round++) {
    const { belongs, total } = assign(rows, mixture);
    if (total - logLikelihood < leastGain * rows.length) break;
    logLikelihood = total;
    const parts = belongs.map((weights) => spread(rows, weights, usual));
    mixture = {
      shares: parts.map((part) => Math.max(1e-6, part.weight / rows.length)),
      means: parts.map((part) => part.means),
      variances: parts.map((part) => part.variances),
    };
  }
  return { mixture, logLikelihood };
}

/** @returns how much each row belongs to each part, shape [parts][rows], and the log likelihood of all */
function assign(rows: readonly Float64Array[], mixture: Mixture): { belongs: Float64Array[]; total: number } {
  const belongs = mixture.shares.map(() => new Float64Array(rows.length));
  const scales = mixture.variances.map((variances) => variances.map((variance) => 1 / variance));
  const constants = mixture.variances.map((variances) => variances.reduce((sum, v) => sum + Math.log(v), 0));
  let total = 0;
  rows.forEach((row, r) => {
    const logs = mixture.shares.map((share, k) => {
      return Math.log(share) - (constants[k]! + scaledDistance(row, mixture.means[k]!, scales[k]!)) / 2;
    });
    const whole = logSum(logs);
    total += whole;
    logs.forEach((log, k) => {
      belongs[k]![r] = Math.exp(log - whole);
    });
  });
  return { belongs, total };
}

/** Weighted means and variances, the latter leaning towards the usual ones; `weight` is the sum of the weights. */
export function spread(rows: readonly Float64Array[], weights: ArrayLike<number>, usual?: Float64Array) {
  const size = rows[0]!.length;
  const means = new Float64Array(size);
  const variances = new Float64Array(size);
  let weight = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    weight += weights[r]!;
    for (let t = 0; t < size; t++) means[t]! += weights[r]! * row[t]!;
  }
  for (let t = 0; t < size; t++) means[t]! /= Math.max(1e-12, weight);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    for (let t = 0; t < size; t++) {
      const difference = row[t]! - means[t]!;
      variances[t]! += weights[r]! * difference * difference;
    }
  }
  for (let t = 0; t < size; t++) {
    const prior = usual ? priorRows * usual[t]! : 0;
    variances[t] = Math.max(
      smallestVariance,
      (variances[t]! + prior) / Math.max(1e-12, weight + (usual ? priorRows : 0)),
    );
  }
  return { weight, means, variances };
}

function squaredDistance(row: Float64Array, from: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < row.length; t++) sum += (row[t]! - from[t]!) ** 2;
  return sum;
}

function scaledDistance(row: Float64Array, from: Float64Array, scales: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < row.length; t++) {
    const difference = row[t]! - from[t]!;
    sum += difference * difference * scales[t]!;
  }
  return sum;
}

function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
