import { Fault } from "../../domain/fault.ts";
import type { Point } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { PlantDesk } from "../plantDesk.ts";
import type { TrackFacts, TrackSource } from "./trackWriter.ts";

/** A device may be told to wait a little after it fell silent. */
const lateTold: Milliseconds = 60_000;

export interface TrackSourcesOptions {
  readonly pipeline: Pick<Pipeline, "rawSignal" | "deviceStatus" | "waitsForReader">;
  readonly plant: Pick<PlantDesk, "plant" | "point" | "component" | "machine">;
  readonly now: () => UtcMilliseconds;
}

/** What the plant and the pipeline know of the points that are recorded. */
export class TrackSources {
  readonly #options: TrackSourcesOptions;

  constructor(options: TrackSourcesOptions) {
    this.#options = options;
  }

  /** @throws Fault NOT_FOUND for a point that is not in the plant, NOT_ALLOWED for one whose source waits for its reader */
  recordable(pointId: string): Point {
    const { plant, pipeline } = this.#options;
    const point = plant.point(pointId);
    const device = plant.plant.devices.find(({ id }) => id === point.deviceId);
    if (device !== undefined && pipeline.waitsForReader(device)) {
      throw new Fault(
        "NOT_ALLOWED",
        `${point.name} is read as fast as possible from ${device.name}: its samples are there already.`,
      );
    }
    return point;
  }

  /** @param from until its first sample is there */
  factsOf(point: Point, from: UtcMilliseconds): TrackFacts {
    const component = this.#options.plant.component(point.componentId);
    const machine = this.#options.plant.machine(component.machineId);
    const { id, name, deviceId, channel, quantity, unit, sensitivity, sampleRate } = point;
    const names = { pointId: id, pointName: name, componentName: component.name, machineName: machine.name };
    return { ...names, deviceId, channel, quantity, unit, sensitivity, sampleRate, from };
  }

  /** At this moment. */
  sourceOf({ deviceId, channel, sampleRate }: TrackFacts): TrackSource {
    const { pipeline, plant, now } = this.#options;
    const device = plant.plant.devices.find(({ id }) => id === deviceId);
    if (device === undefined) return { silence: 0, cut: "device removed" };
    if (device.sampleRate !== sampleRate) return { silence: 0, cut: "rate changed" };
    const ring = pipeline.rawSignal(deviceId);
    const status = pipeline.deviceStatus(deviceId);
    const quiet = status !== undefined && status.condition !== "running" && ring !== undefined && ring.end > 0;
    const longest = status === undefined ? 0 : now() - status.since + lateTold;
    const silence = quiet ? Math.max(0, Math.min(now() - ring.timeOf(ring.end), longest)) : 0;
    return {
      ring,
      silence: silence / millisecondsPerSecond,
      drift: status?.clock?.drift,
      ...(ring !== undefined && !ring.keeps(channel) && { cut: "point removed" }),
    };
  }
}
