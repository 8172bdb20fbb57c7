import type { ComponentId, Point } from "../domain/plant.ts";
import type { Seconds } from "../domain/units.ts";
import { windowSeconds } from "./pointAnalysis.ts";

/** Where and when a component is analysed. */
export interface Place {
  /** Which worker, from 0. All points of a component meet there. */
  readonly seat: number;
  /** Its windows begin at this time after a full second. */
  readonly phase: Seconds;
}

/** In this order the moments of a second are taken: each as far from the earlier ones as can be. */
const moments = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15].map((step) => (step / 16) * windowSeconds);

/**
 * Spreads components over workers and over the moments of a second, by their load (samples a second): each to the worker, and
 * there to the moment, that has least to do. Without different moments all windows would end at once and wait for each other.
 * Components that have a place keep it: a change of the plant disturbs no other.
 * @param seats number of workers, ≥ 1
 */
export function spreadWork(
  points: readonly Point[],
  seats: number,
  before: ReadonlyMap<ComponentId, Place>,
): Map<ComponentId, Place> {
  const loads = new Map<ComponentId, number>();
  for (const { componentId, sampleRate } of points) loads.set(componentId, (loads.get(componentId) ?? 0) + sampleRate);
  const seatLoads = new Array<number>(seats).fill(0);
  const momentLoads = Array.from(
    { length: seats },
    () => new Map<Seconds, number>(moments.map((moment) => [moment, 0])),
  );
  const places = new Map<ComponentId, Place>();
  const put = (componentId: ComponentId, place: Place, load: number) => {
    places.set(componentId, place);
    seatLoads[place.seat]! += load;
    const ofSeat = momentLoads[place.seat]!;
    ofSeat.set(place.phase, (ofSeat.get(place.phase) ?? 0) + load);
  };
  for (const [componentId, load] of loads) {
    const place = before.get(componentId);
    if (place !== undefined && place.seat < seats) put(componentId, place, load);
  }
  const heaviestFirst = [...loads].sort(([, one], [, other]) => other - one);
  for (const [componentId, load] of heaviestFirst) {
    if (places.has(componentId)) continue;
    const seat = seatLoads.indexOf(Math.min(...seatLoads));
    const [phase] = [...momentLoads[seat]!].reduce((least, each) => (each[1] < least[1] ? each : least));
    put(componentId, { seat, phase }, load);
  }
  return places;
}
