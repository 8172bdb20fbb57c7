import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import type { Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup, Plant, Point } from "../../domain/plant.ts";
import { recordingHeaderBytes } from "../../domain/recordingHeader.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import type { PipelineSinks } from "../../pipeline/sinks.ts";
import { openStore } from "../../store/openStore.ts";
import { RecordingDesk } from "./recordingDesk.ts";

const sampleRate = 1000;
const blockSamples = 50;
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

/** Counts the milliseconds since it was made: every sample says when it was taken. It can be unplugged. */
class CountingDevice implements Driver {
  readonly kind = "counting";
  readonly #begin = performance.now();
  readonly #utc = Date.now();
  plugged = true;

  isLive = () => true;
  find = async () => [];
  describe = async () => Promise.reject(new Error("not asked here"));
  doctor = async () => ({ driver: "counting", ready: true, finding: "" });

  async *capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock> {
    let next = Math.ceil(performance.now() - this.#begin);
    for (let sequence = 0; !stop.aborted; sequence++) {
      if (!this.plugged) throw new Fault("DEVICE_LOST", "unplugged");
      const wait = next + blockSamples - (performance.now() - this.#begin);
      if (wait > 0) await sleep(wait);
      const samples = Float32Array.from({ length: blockSamples }, (_, n) => next + n);
      yield { deviceId: setup.id, sequence, time: this.#utc + next, sampleRate, channels: [samples], lostBefore: 0 };
      next += blockSamples;
    }
  }
}

it("records a device through its unplugging and its setting up anew: what is there is in its place, what is not is counted", async () => {
  using folder = temporaryFolder();
  const driver = new CountingDevice();
  const device = { id: "d", driver: "counting", address: "a", name: "DAQ", sampleRate, channelCount: 1, settings: {} };
  const point: Point = {
    ...{ id: "p", componentId: "c", name: "radial", quantity: "other", unit: "raw", sensitivity: 1 },
    ...{ mounting: "unknown", direction: "none", deviceId: "d", channel: 0, sampleRate },
  };
  const plant: Plant = {
    site: { id: "s", name: "S" },
    machines: [{ id: "m", siteId: "s", name: "Pump", kind: "pump", place: 0 }],
    components: [{ id: "c", machineId: "m", name: "Bearing", kind: "bearing", place: 0, outOfService: false }],
    points: [point],
    devices: [device],
  };
  await using store = openStore(folder.path, { now: Date.now });
  const common = { now: Date.now, changed() {} };
  const chain = { driverOf: () => driver, sinks: nothing, learning: () => undefined, workers: 1, ...common };
  await using pipeline = new Pipeline(chain);
  const places = {
    plant,
    point: () => point,
    component: () => plant.components[0]!,
    machine: () => plant.machines[0]!,
  };
  const pauses = { write: 30, secure: 200 };
  await using desk = new RecordingDesk({ store, pipeline, plant: places, tell() {}, pauses, ...common });
  pipeline.keepForRecordings(30);
  await pipeline.setPlant(plant);
  expect(pipeline.preTrigger()).toBe(30);
  await sleep(500);
  const { id, startedAt } = await desk.start({ name: "All of it", pointIds: ["p"], preTrigger: 0.3, by: "Ada" });
  const state = () => pipeline.deviceStatus("d")?.condition;
  await sleep(300);
  driver.plugged = false;
  await vi.waitFor(() => expect(state()).toBe("waiting"), 5000);
  driver.plugged = true;
  await vi.waitFor(() => expect(state()).toBe("running"), 5000);
  await sleep(200);
  await pipeline.setPlant({ ...plant, devices: [{ ...device, name: "DAQ, renamed" }] });
  await vi.waitFor(() => expect(state()).toBe("running"), 5000);
  await sleep(300);
  const { tracks, state: ended, endedAt } = await desk.stop(id);
  const [track] = tracks;
  expect(ended).toBe("done");
  const bytes = readFileSync(join(folder.path, "recordings", id, "0.wav"));
  const samples = new Float32Array(new Uint8Array(bytes.subarray(recordingHeaderBytes)).buffer);
  expect(samples).toHaveLength(track!.samples);
  // A driver's time has whole milliseconds here: each sample is the number of the first, and how far it is from it.
  const wrong = [...samples].filter((sample, n) => sample !== 0 && Math.abs(sample - samples[0]! - n) > 1);
  expect(wrong).toEqual([]);
  const zeros = samples.reduce((sum, sample) => sum + (sample === 0 ? 1 : 0), 0);
  expect(track!.lostSamples).toBe(zeros);
  expect(track!.gaps.reduce((sum, gap) => sum + gap.samples, 0)).toBe(zeros);
  for (const gap of track!.gaps) {
    expect([...samples.subarray(gap.at, gap.at + gap.samples)].every((sample) => sample === 0)).toBe(true);
  }
  // Away for as long as a retry takes, and then for the moment of opening it anew.
  expect(zeros).toBeGreaterThan(700);
  expect(track!.gaps.length).toBeGreaterThanOrEqual(1);
  expect(Math.abs(startedAt - 300 - track!.from)).toBeLessThan(500);
  expect(Math.abs(track!.from + track!.samples - endedAt!)).toBeLessThan(500);
});
