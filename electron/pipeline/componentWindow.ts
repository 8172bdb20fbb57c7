import type { Point } from "../domain/plant.ts";
import type { Hertz, Seconds } from "../domain/units.ts";
import { windowSeconds } from "./pointAnalysis.ts";

/** Values that come faster are gathered: an alert is raised after some windows, and they must not be over in an instant. */
const shortestWindow: Seconds = 1;

/** How many values of a point make one window: one, or as many as come in a second. */
export function valuesOfWindow(sampleRate: Hertz): number {
  return Math.max(1, Math.round(sampleRate * shortestWindow));
}

/** How long the windows of a component with these points are: a second, or with values alone the shortest interval between them. */
export function componentWindow(points: readonly Pick<Point, "signal" | "sampleRate">[]): Seconds {
  if (points.length === 0 || points.some(({ signal }) => signal !== "feature")) return windowSeconds;
  return Math.min(...points.map(({ sampleRate }) => valuesOfWindow(sampleRate) / sampleRate));
}
