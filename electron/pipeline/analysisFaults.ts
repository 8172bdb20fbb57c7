import { Fault } from "../domain/fault.ts";
import type { Component, Point } from "../domain/plant.ts";

/** A worker that dies once is replaced, and what it held is in the account. That it dies again and again, a person has to know. */
export function workerLoopFault(components: readonly Component[], cause: unknown): Fault {
  const names = components.map(({ name }) => name).join(", ");
  const message = `The analysis of ${names} breaks off again and again, and is taken up again ever more seldom; until then they are not scored. Take the sensor that was added last off the plant, or restart the station.`;
  return new Fault("WORKER_LOST", message, { cause });
}

/** The samples of one point cannot be analysed: `reason` says why, and what would help. */
export function pointFault(point: Point, component: Component | undefined, reason: string): Fault {
  return new Fault("BAD_SAMPLES", `${component?.name ?? ""}, ${point.name} cannot be analysed: ${reason}`);
}
