import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Driver } from "../devices/driver.ts";
import type { Plant, Point } from "../domain/plant.ts";
import { Pipeline } from "./pipeline.ts";
import type { PipelineSinks } from "./sinks.ts";

const sampleRate = 2000;
const nothing = () => {};
const sinks: PipelineSinks = {
  ...{ score: nothing, window: nothing, gap: nothing, channelTrouble: nothing, clock: nothing, evidence: nothing },
  ...{ alertRaised: nothing, alertChanged: nothing, modelRefused: nothing, recording: () => "" },
  trouble: (thrown) => expect.fail(String(thrown)),
};

/** A hundred times as fast as real: the first channel is dead, the second hears something. */
const fast: Driver = {
  kind: "fast",
  isLive: () => true,
  find: async () => [],
  describe: async () => expect.fail("not asked"),
  doctor: async () => ({ driver: "fast", ready: true, finding: "" }),
  async *capture(_setup, stop) {
    const length = sampleRate / 10;
    for (let sequence = 0; !stop.aborted; sequence++) {
      const heard = Float32Array.from(
        { length },
        (_, n) => Math.sin((sequence * length + n) * 0.31) + 0.1 * Math.sin(n * n),
      );
      const channels = [new Float32Array(length).fill(0.3), heard];
      yield { deviceId: "daq", sequence, time: sequence * 100, sampleRate, channels, lostBefore: 0 };
      await sleep(1);
    }
  },
};

function plantOf(): Plant {
  const point = (channel: number): Point => ({
    id: `point ${channel}`,
    componentId: `part ${channel}`,
    name: "",
    quantity: "acceleration",
    unit: "g",
    sensitivity: 1,
    mounting: "screw",
    direction: "none",
    deviceId: "daq",
    channel,
    sampleRate,
  });
  const component = (place: number) => {
    return { id: `part ${place}`, machineId: "pump", name: "", kind: "bearing", place, outOfService: false } as const;
  };
  return {
    site: { id: "site", name: "" },
    machines: [{ id: "pump", siteId: "site", name: "Pump", kind: "pump", place: 0 }],
    components: [component(0), component(1)],
    points: [point(0), point(1)],
    devices: [{ id: "daq", driver: "fast", address: "", name: "", sampleRate, channelCount: 2, settings: {} }],
  };
}

it("a dead sensor puts its component, and no other, into sensor trouble", async () => {
  await using pipeline = new Pipeline({
    driverOf: () => fast,
    sinks,
    now: Date.now,
    learning: () => undefined,
    changed: nothing,
    workers: 1,
  });
  await pipeline.setPlant(plantOf());
  await expect
    .poll(() => pipeline.health().map(({ state }) => state), { timeout: 10_000 })
    .toEqual(["sensor trouble", "not judged"]);
  expect(pipeline.sensorFindings()).toMatchObject([
    { kind: "dead", deviceId: "daq", channel: 0, pointId: "point 0", weight: "trouble" },
  ]);
});
