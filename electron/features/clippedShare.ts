/** A flat top shorter than this is chance. */
const shortestRun = 3;
/** Flat tops of one step of the converter have slow waves too, and those of few steps; what is cut off comes there steeply. */
const steepestSteps = 8;
const compared = 512;
/** Below so many steps of the converter nobody can tell what is cut off. */
const fewestSteps = 64;
/** A rail with a little noise on it: this much of the height, and so many times as often there as right beside it. */
const railWidth = 0.01;
const besideWidth = 0.03;
const railExcess = 6;
const leastOnRail = 0.005;
/**
 * Few samples a period, always at the same phases, pile up near the tops of a whole tone as they do on a rail. But its tops are round:
 * as far beside a top as the top is long, it has come down by a tenth of its height at most.
 */
const roundest = 0.12;

/**
 * How much of a signal is cut off at the same height, at its top or its bottom, whatever that height is: full scale of a converter
 * or the supply of an amplifier before it.
 * @param samples shape [N], in any unit
 * @returns share of N, 0…1; 0 for a constant
 */
export function clippedShare(samples: Float32Array): number {
  let low = Infinity;
  let high = -Infinity;
  let step = finestDifference(samples.subarray(0, compared));
  let before = samples[0] ?? 0;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n]!;
    if (sample < low) low = sample;
    if (sample > high) high = sample;
    const change = sample > before ? sample - before : before - sample;
    if (change > 0 && change < step) step = change;
    before = sample;
  }
  if (!(high - low > fewestSteps * step)) return 0;
  return (cutOff(samples, high, low, step) + cutOff(samples, low, high, step)) / samples.length;
}

/** A clean tone that is cut off moves in large steps only; those of its converter stand between samples of different periods. */
function finestDifference(samples: Float32Array): number {
  const sorted = samples.slice().sort();
  let finest = Infinity;
  for (let n = 1; n < sorted.length; n++) {
    const difference = sorted[n]! - sorted[n - 1]!;
    if (difference > 0 && difference < finest) finest = difference;
  }
  return finest;
}

/** Samples that are cut off at one extreme. */
function cutOff(samples: Float32Array, extreme: number, other: number, step: number): number {
  const half = Math.abs(extreme - other) / 2;
  const isTop = extreme > other;
  const edge = isTop ? extreme - besideWidth * half : extreme + besideWidth * half;
  let [held, near, beside] = [0, 0, 0];
  let begun = -1;
  const endStretch = (end: number) => {
    if (begun >= 0 && isFlat(samples, begun, end, extreme, half)) near += end - begun;
    begun = -1;
  };
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n]!;
    // Nearly all samples are far away.
    if (isTop ? sample < edge : sample > edge) {
      if (begun >= 0) endStretch(n);
      continue;
    }
    const below = Math.abs(sample - extreme);
    if (below > railWidth * half) {
      beside += 1;
      endStretch(n);
      continue;
    }
    if (begun < 0) begun = n;
    if (below < step / 2) held += runBeginningAt(samples, n, extreme, step);
  }
  endStretch(samples.length);
  const isRail = near >= leastOnRail * samples.length && near > railExcess * beside;
  // Where the flat tops are exact, what lies just below them is not counted in.
  return isRail && held < near / 2 ? near : held;
}

/** Whether the stretch from start to end, all of it near the extreme, is left more steeply than a round top would be. */
function isFlat(samples: Float32Array, start: number, end: number, extreme: number, half: number): boolean {
  const length = end - start;
  if (length < shortestRun) return false;
  const further = Math.ceil(length / 2);
  const around = [samples[start - further], samples[end - 1 + further]].filter((sample) => sample !== undefined);
  const fall = around.reduce((sum, sample) => sum + Math.abs(sample - extreme), 0);
  return fall > roundest * half * around.length;
}

/** Length of the stretch at exactly this height that begins here, when it is one and is left steeply. */
function runBeginningAt(samples: Float32Array, start: number, height: number, step: number): number {
  const isHeld = (n: number) => Math.abs((samples[n] ?? Infinity) - height) < step / 2;
  if (isHeld(start - 1) || !isHeld(start + 1) || !isHeld(start + 2)) return 0;
  let end = start + shortestRun;
  while (isHeld(end)) end += 1;
  const [before, after] = [samples[start - 1] ?? height, samples[end] ?? height];
  return Math.abs(before - height) + Math.abs(after - height) > steepestSteps * step ? end - start : 0;
}
