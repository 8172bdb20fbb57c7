import type { Decibels, Hertz } from "../domain/units.ts";

export interface MainsHum {
  /** 50 or 60 Hz. */
  readonly frequency: Hertz;
  /** Power of the hum over that of all the rest. */
  readonly above: Decibels;
}

const mains: readonly Hertz[] = [50, 60];
/** Grids keep their frequency within 0.2 %; the clock of the sensor and the estimate add a little. */
const tolerance = 0.003;
const harmonics = 20;
/** A line takes this many bins either side of its middle (Hann). */
const lineBins = 2;
/** So many times the median around it makes a line. */
const lineExcess = 100;
const fewestLines = 4;
/** A ground loop often carries the grid's frequency and this harmonic alone: what transformers and power supplies draw. */
const third = 3;
/** Below it a room, the cable's own drift and the sensor's are not the machine's. */
const lowest: Hertz = 10;

/**
 * Hum of the mains: the grid's frequency with its odd and even harmonics carries more than everything else together. A motor on the
 * same grid has lines near these, but its own speed (slip) and its sidebands beside them.
 * @param power shape [bins], |X|² of a Hann-windowed stretch
 * @param binWidth Hz; at most 2, or nothing can be told
 * @returns undefined without hum
 */
export function mainsHum(power: Float32Array | Float64Array, binWidth: Hertz): MainsHum | undefined {
  if (binWidth > 2 || power.length * binWidth < 4 * mains[1]!) return undefined;
  const first = Math.ceil(lowest / binWidth);
  let total = 0;
  for (let k = first; k < power.length; k++) total += power[k]!;
  for (const frequency of mains) {
    const hum = humAt(power, binWidth, frequency);
    const share = hum / total;
    if (share > 0.5) return { frequency, above: 10 * Math.log10(share / Math.max(1e-9, 1 - share)) };
  }
  return undefined;
}

/** Power in the lines at multiples of a frequency; 0 when its first line, or neither the third nor enough of the others, stand out. */
function humAt(power: Float32Array | Float64Array, binWidth: Hertz, frequency: Hertz): number {
  let sum = 0;
  let lines = 0;
  let hasThird = false;
  for (let order = 1; order <= harmonics; order++) {
    const middle = (order * frequency) / binWidth;
    const peak = strongestNear(power, Math.round(middle));
    if (peak + 12 >= power.length) break;
    const stands = power[peak]! > lineExcess * medianAround(power, peak);
    const isRight = Math.abs(exactly(power, peak) * binWidth - order * frequency) <= tolerance * order * frequency;
    if (order === 1 && !(stands && isRight)) return 0;
    if (!stands || !isRight) continue;
    lines += 1;
    hasThird ||= order === third;
    for (let k = peak - lineBins; k <= peak + lineBins; k++) sum += power[k]!;
  }
  return hasThird || lines >= fewestLines ? sum : 0;
}

function strongestNear(power: Float32Array | Float64Array, middle: number): number {
  let best = middle;
  for (let k = Math.max(1, middle - 1); k <= middle + 1; k++) if ((power[k] ?? 0) > (power[best] ?? 0)) best = k;
  return best;
}

/** Top of the parabola through the logarithms of three bins. */
function exactly(power: Float32Array | Float64Array, peak: number): number {
  const [left, top, right] = [-1, 0, 1].map((step) => Math.log(Math.max(1e-30, power[peak + step]!)));
  const bend = left! - 2 * top! + right!;
  return bend === 0 ? peak : peak + (0.5 * (left! - right!)) / bend;
}

function medianAround(power: Float32Array | Float64Array, peak: number): number {
  const near = [];
  for (let step = lineBins + 2; step <= 12; step++) {
    if (peak - step > 0) near.push(power[peak - step]!);
    near.push(power[peak + step]!);
  }
  return near.toSorted((one, other) => one - other)[near.length >> 1]!;
}
