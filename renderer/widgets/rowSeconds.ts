import type { Trend } from "../../electron/contract/componentsContract.ts";
import type { Point } from "../../electron/domain/plant.ts";
import type { Seconds } from "../../electron/domain/units.ts";

/**
 * How far apart the rows of a component's trend lie when nothing is missing: as they were thinned, and never closer than its sensors
 * say something. Waveforms are scored every second; values alone as often as the most talkative sensor sends one.
 */
export function rowSeconds(
  { step }: Pick<Trend, "step">,
  points: readonly Pick<Point, "signal" | "sampleRate">[],
): Seconds {
  if (points.length === 0 || points.some(({ signal }) => signal !== "feature")) return step;
  const fastest = Math.max(...points.map(({ sampleRate }) => sampleRate));
  return fastest > 0 ? Math.max(step, 1 / fastest) : step;
}
