import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Decibels } from "../domain/units.ts";
import { changeOf, machineBands, medianOf } from "./besideHealthy.ts";

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
  if (whole >= runsFrom) return "running";
  const lines = machineBands(healthy).bands.map((band) => change[band]!);
  if (medianOf(lines) >= runsFrom) return "running";
  const gone = lines.filter((each) => each <= goneBelow).length;
  return whole <= goneBelow && gone >= leastGone * lines.length ? "nothing" : "little";
}
