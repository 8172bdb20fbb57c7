/** A flat top shorter than this is chance. */
const shortestRun = 3;
/** A slow wave has flat tops of one step of its converter; one that is cut off comes there steeply. */
const steepestSteps = 4;
/** Below so many steps of the converter nobody can tell what is cut off. */
const fewestSteps = 64;
/** A rail with a little noise on it: this much of the height, and so many times as often there as right beside it. */
const railWidth = 0.01;
const besideWidth = 0.03;
const railExcess = 6;
const leastOnRail = 0.005;

/**
 * How much of a signal is cut off at the same height, at its top or its bottom, whatever that height is: full scale of a converter
 * or the supply of an amplifier before it.
 * @param samples shape [N], in any unit
 * @returns share of N, 0…1; 0 for a constant
 */
export function clippedShare(samples: Float32Array): number {
  let low = Infinity;
  let high = -Infinity;
  let step = Infinity;
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

/** Samples that are cut off at one extreme. */
function cutOff(samples: Float32Array, extreme: number, other: number, step: number): number {
  const half = Math.abs(extreme - other) / 2;
  const isTop = extreme > other;
  const edge = isTop ? extreme - besideWidth * half : extreme + besideWidth * half;
  let held = 0;
  let near = 0;
  let beside = 0;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n]!;
    // Nearly all samples are far away.
    if (isTop ? sample < edge : sample > edge) continue;
    if (Math.abs(sample - extreme) > railWidth * half) beside += 1;
    else near += 1;
    if (Math.abs(sample - extreme) < step / 2) held += runBeginningAt(samples, n, extreme, step);
  }
  const isRail = near >= leastOnRail * samples.length && near > railExcess * beside;
  // Where the flat tops are exact, what lies just below them is not counted in.
  return isRail && held < near / 2 ? near : held;
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
