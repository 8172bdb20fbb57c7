import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels } from "../domain/units.ts";
import { changeOf, machineBands, medianOf } from "./besideHealthy.ts";

/** A factor of five. Machines, sound or faulty, were met with 9 dB at the most in this shape. */
const leastJump: Decibels = 14;
/** A level that varies much while healthy has to jump further. */
const leastInSpreads = 0.8;
/** How far single bands may lie beside the common change: for a quiet machine, and in shares of how much it varies while healthy. */
const roughest: Decibels = 3.5;
const roughestInSpreads = 0.35;
const bandTolerance: Decibels = 4;
const leastAlike = 0.85;

export interface LevelJump {
  readonly change: Decibels;
  /** The machine's own lines moved along with everything else; without lines, noise all over would look the same. */
  readonly isSure: boolean;
}

/**
 * Whether a spectrum is the healthy one times a factor, the same at all frequencies: the lines of the machine and the noise between
 * them. No machine changes like this; a sensitivity, a gain or a unit does.
 * @param now of one window
 * @returns undefined when it changed in another way, by less, or when the ranges differ
 */
export function levelJump(now: DisplaySpectrum, healthy: HealthySpectrum): LevelJump | undefined {
  const changes = changeOf(now, healthy);
  if (changes === undefined) return undefined;
  const change = medianOf(changes);
  if (Math.abs(change) < leastJump) return undefined;
  const spread = medianOf(healthy.high.map((high, band) => high - healthy.low[band]!));
  if (Math.abs(change) < leastInSpreads * spread) return undefined;
  const beside = changes.map((each) => Math.abs(each - change));
  if (medianOf(beside) * madToDeviation > Math.max(roughest, roughestInSpreads * spread)) return undefined;
  const isAlike = (band: number) => {
    const middle = healthy.middle[band]!;
    const usual = Math.max(healthy.high[band]! - middle, middle - healthy.low[band]!);
    return beside[band]! <= usual + bandTolerance;
  };
  const { bands, areLines } = machineBands(healthy);
  for (const each of [[...changes.keys()], bands]) {
    if (each.filter(isAlike).length < leastAlike * each.length) return undefined;
  }
  return { change, isSure: areLines };
}

/** Median of the absolute deviations to standard deviation, for normal noise. */
const madToDeviation = 1.4826;
