import type { StatisticsPlan, WaveformSums } from "./signalKernel.ts";

export function twinStatistics(length: number): StatisticsPlan {
  const held = new Float32Array(length);
  const centred = new Float32Array(length);

  function compute(samples: Float32Array): WaveformSums {
    held.set(samples);
    let sum = 0;
    let squares = 0;
    let lowest = held[0]!;
    let highest = lowest;
    for (let n = 0; n < length; n++) {
      const x = held[n]!;
      sum += x;
      squares += x * x;
      if (x < lowest) lowest = x;
      if (x > highest) highest = x;
    }
    const mean = sum / length;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let n = 0; n < length; n++) {
      const c = held[n]! - mean;
      const square = c * c;
      centred[n] = c;
      second += square;
      third += square * c;
      fourth += square * square;
    }
    return { mean, squares, lowest, highest, second, third, fourth };
  }

  function magnitudes() {
    let magnitude = 0;
    let root = 0;
    for (let n = 0; n < length; n++) {
      magnitude += Math.abs(held[n]!);
      root += Math.sqrt(Math.abs(held[n]!));
    }
    return { magnitude, root };
  }

  function crossings(level: number): number {
    let changes = 0;
    for (let n = 1; n < length; n++) if (held[n - 1]! >= level !== held[n]! >= level) changes++;
    return changes;
  }
  return { length, compute, centred, magnitudes, crossings };
}
