import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Driver } from "../devices/driver.ts";
import type { DeviceSetup, Plant, Point } from "../domain/plant.ts";
import type { FromAnalysis } from "./analysisMessages.ts";
import { Analyst } from "./analyst.ts";
import { Pipeline } from "./pipeline.ts";
import type { PipelineSinks } from "./sinks.ts";

const nothing: PipelineSinks = {
  score() {},
  window() {},
  gap() {},
  channelTrouble() {},
  clock() {},
  alertRaised() {},
  alertChanged() {},
  recording: () => "",
  evidence() {},
  modelRefused() {},
  trouble() {},
};

const device = (id: string): DeviceSetup => ({
  id,
  driver: "slow",
  address: id,
  name: id,
  sampleRate: 1000,
  channelCount: 1,
  settings: {},
});
const plantOf = (...devices: DeviceSetup[]): Plant => ({
  site: { id: "s", name: "S" },
  machines: [],
  components: [],
  points: [],
  devices,
});

/** A device that takes its time to let go, as real ones do. */
function slowDriver(open: Set<string>): Driver {
  return {
    kind: "slow",
    isLive: () => true,
    find: async () => [],
    describe: async () => {
      throw new Error("not asked here");
    },
    doctor: async () => ({ driver: "slow", ready: true, finding: "" }),
    async *capture(setup, stop) {
      open.add(setup.id);
      await new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
      await sleep(30);
      open.delete(setup.id);
    },
  };
}

it("two changes of the plant at once leave no device open that is gone", async () => {
  const open = new Set<string>();
  const driver = slowDriver(open);
  await using pipeline = new Pipeline({
    driverOf: () => driver,
    sinks: nothing,
    now: Date.now,
    learning: () => undefined,
    changed() {},
    workers: 1,
  });
  await pipeline.setPlant(plantOf(device("a")));
  await expect.poll(() => [...open]).toEqual(["a"]);
  // The first change is still letting go of a when the second one takes everything out.
  await Promise.all([
    pipeline.setPlant(plantOf(device("b"), device("c"))),
    pipeline.setPlant(plantOf()),
    pipeline.setPlant(plantOf(device("b"))),
    pipeline.setPlant(plantOf()),
  ]);
  await expect.poll(() => [...open]).toEqual([]);
  expect(["a", "b", "c"].map((id) => pipeline.deviceStatus(id))).toEqual([undefined, undefined, undefined]);
});

it("a point that is renamed keeps its half-filled window; one that is scaled anew does not", () => {
  const point: Point = {
    id: "p",
    componentId: "c",
    name: "old name",
    quantity: "acceleration",
    unit: "g",
    sensitivity: 1,
    mounting: "screw",
    direction: "radial",
    deviceId: "rig",
    channel: 0,
    sampleRate: 1000,
  };
  const heard: FromAnalysis[] = [];
  const analyst = new Analyst((message) => heard.push(message));
  let time = 0;
  const half = () => {
    const samples = Float32Array.from({ length: 500 }, (_, n) => Math.sin(n));
    analyst.take({
      type: "block",
      part: { deviceId: "rig", time, sampleRate: 1000, channels: [0], samples: [samples], lostBefore: 0 },
    });
    time += 500;
  };
  const windows = () => heard.filter(({ type }) => type === "window").length;
  analyst.take({ type: "plan", plan: { points: [point] } });
  half();
  analyst.take({ type: "plan", plan: { points: [{ ...point, name: "new name", mounting: "magnet" }] } });
  half();
  expect(windows()).toBe(1);
  half();
  analyst.take({ type: "plan", plan: { points: [{ ...point, sensitivity: 2 }] } });
  half();
  expect(windows()).toBe(1);
  half();
  expect(windows()).toBe(2);
});
