import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels } from "../domain/units.ts";
import { changeOf, medianOf } from "./levelJump.ts";

/** From here on a band counts as part of what makes this machine: so far above its neighbours while healthy. */
const lineHeight: Decibels = 10;
const neighbours = 8;
/** With fewer lines than this, the loudest bands speak for the machine. */
const fewestLines = 3;
const loudest = 0.1;
/** So much lower, a line or the whole is gone. */
const goneBelow: Decibels = -15;
const leastGone = 0.9;
/** Not lower than this, the machine runs. */
const runsFrom: Decibels = -6;

/**
 * What one point hears of its machine, beside the healthy spectrum of its model: `running`: about as much as usual, or more;
 * `nothing`: of the lines it had nearly none is left, and hardly anything else; `little`: anything between.
 * @returns undefined for spectra of another range
 */
export function machineHeard(
  now: DisplaySpectrum,
  healthy: HealthySpectrum,
): "running" | "little" | "nothing" | undefined {
  const change = changeOf(now, healthy);
  if (change === undefined) return undefined;
  const whole = medianOf(change);
  const lines = linesOf(healthy.middle).map((band) => change[band]!);
  if (whole >= runsFrom || medianOf(lines) >= runsFrom) return "running";
  const gone = lines.filter((each) => each <= goneBelow).length;
  return whole <= goneBelow && gone >= leastGone * lines.length ? "nothing" : "little";
}

/** Bands in which the healthy machine stands out; at least one. */
function linesOf(middle: readonly Decibels[]): number[] {
  const bands = middle.map((level, band) => ({ level, band }));
  const lines = bands.filter(({ level, band }) => {
    const around = middle.slice(Math.max(0, band - neighbours), band + neighbours + 1);
    return level - medianOf(around) >= lineHeight;
  });
  const sought = lines.length >= fewestLines ? lines : bands.toSorted((one, other) => other.level - one.level);
  const count = lines.length >= fewestLines ? lines.length : Math.ceil(loudest * middle.length);
  return sought.slice(0, count).map(({ band }) => band);
}
