import { afterEach, describe, expect, it } from "vitest";
import { demoPlant } from "../../../resources/demoPlant.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../domain/sampleBlock.ts";
import { faultState, faultsOf, growSeconds, repair, repairAll, severityAt, startFault } from "./demoFaults.ts";
import { simulatedPlant } from "./simulatedPlant.ts";

const start = Date.UTC(2026, 0, 1);
const bearing = "feed-pump/drive-end-bearing";
const setup = (change: Partial<DeviceSetup> = {}): DeviceSetup => ({
  ...demoPlant(undefined, { seed: 1, pace: "as fast as possible", startTime: start }).devices[0]!,
  ...change,
});

async function take(count: number, device: DeviceSetup, earlier?: AbortSignal): Promise<SampleBlock[]> {
  const stop = new AbortController();
  const signal = earlier ? AbortSignal.any([stop.signal, earlier]) : stop.signal;
  const blocks: SampleBlock[] = [];
  for await (const block of simulatedPlant.capture(device, signal)) {
    blocks.push(block);
    if (blocks.length === count) stop.abort();
  }
  return blocks;
}

afterEach(repairAll);

describe("the demo plant as a device", () => {
  it("is found as four machines that describe themselves", async () => {
    const found = await simulatedPlant.find();
    expect(found.map((device) => device.address)).toEqual([
      "feed-pump",
      "exhaust-fan",
      "conveyor-drive",
      "milling-spindle",
    ]);
    expect(await simulatedPlant.describe("feed-pump", {})).toEqual(found[0]);
    expect(found[1]!.channels.at(-1)).toMatchObject({ quantity: "sound pressure", unit: "Pa", sensitivity: 0.05 });
  });

  it("delivers tenths of a second in order, without holes in time", async () => {
    const blocks = await take(5, setup());
    expect(blocks.map((block) => block.sequence)).toEqual([0, 1, 2, 3, 4]);
    expect(blocks[0]!.time).toBe(start);
    expect(blocks.map((block) => block.channels.map((samples) => samples.length))).toEqual(
      Array(5).fill(Array(4).fill(1280)),
    );
    for (const [index, block] of blocks.slice(1).entries()) expect(block.time).toBe(blockEnd(blocks[index]!));
    expect(blocks.every((block) => block.lostBefore === 0)).toBe(true);
  });

  it("gives the same samples again, in volts of its sensors", async () => {
    const [one, other] = [await take(3, setup()), await take(3, setup())];
    expect(one).toEqual(other);
    const peak = Math.max(...one[0]!.channels[0]!.map(Math.abs));
    expect(peak).toBeGreaterThan(0.005);
    expect(peak).toBeLessThan(0.2);
  });

  it("keeps the pace of the clock", async () => {
    const device = setup({ settings: { pace: "real time" } });
    expect([simulatedPlant.isLive(device), simulatedPlant.isLive(setup())]).toEqual([true, false]);
    const before = performance.now();
    const wall = Date.now();
    const blocks = await take(10, device);
    const elapsed = performance.now() - before;
    expect(elapsed).toBeGreaterThanOrEqual(999);
    expect(elapsed).toBeLessThan(1500);
    expect(Math.abs(blocks[0]!.time - wall)).toBeLessThan(100);
    expect(blockEnd(blocks[9]!) - blocks[0]!.time).toBeCloseTo(1000, 6);
  });

  it("does not deliver before the time, however slow the reader was, and catches up", async () => {
    const stop = new AbortController();
    const blocks: SampleBlock[] = [];
    for await (const block of simulatedPlant.capture(setup({ settings: {} }), stop.signal)) {
      expect(Date.now()).toBeGreaterThanOrEqual(blockEnd(block) - 5);
      blocks.push(block);
      if (blocks.length === 1) await new Promise((resolve) => setTimeout(resolve, 350));
      if (blocks.length === 5) stop.abort();
    }
    expect(blocks.every((block) => block.lostBefore === 0)).toBe(true);
  });

  it("ends quietly, at once, also before it began", async () => {
    expect(await take(1, setup(), AbortSignal.abort())).toEqual([]);
    const device = setup({ settings: { pace: "real time" } });
    const times: number[] = [];
    for (let i = 0; i < 4; i++) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 30);
      const before = performance.now();
      expect(await take(1, device, stop.signal)).toEqual([]);
      times.push(performance.now() - before);
    }
    // A computer that is busy elsewhere may take its time now and then.
    expect(Math.min(...times)).toBeLessThan(90);
  });

  it("lets others have their turn, however fast it goes", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    let count = 0;
    for await (const _ of simulatedPlant.capture(setup(), stop.signal)) count += 1;
    expect(count).toBeGreaterThan(5);
  });

  it.each([
    ["an unknown machine", { address: "boiler" }, "DEVICE_MISSING", /no machine "boiler".*feed-pump/],
    ["another rate", { sampleRate: 48_000 }, "RATE_NOT_OFFERED", /12800 Hz, not at 48000 Hz/],
    ["too many channels", { channelCount: 9 }, "BAD_INPUT", /has 4 channels, but 9/],
    ["a seed that is none", { settings: { seed: "x" } }, "BAD_INPUT", /seed .* whole number, not "x"/],
    ["an unknown pace", { settings: { pace: "slowly" } }, "BAD_INPUT", /pace .* "real time" or "as fast as possible"/],
    ["a start that is none", { settings: { startTime: "now" } }, "BAD_INPUT", /startTime/],
  ] as const)("refuses %s and says what it can", async (_name, change, code, message) => {
    await expect(take(1, setup(change))).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe("the switchboard of faults", () => {
  it("grows a fault in a straight line and then keeps it at its worst", () => {
    const seconds = [-5, 0, 6, 30, 60, 1000];
    expect(seconds.map((second) => severityAt(start, 60, start + second * 1000))).toEqual([0, 0, 0.1, 0.5, 1, 1]);
  });

  it("reaches the samples of the running capture, and is gone at once after the repair", async () => {
    const rms = (block: SampleBlock) =>
      Math.sqrt(block.channels[1]!.reduce((sum, value) => sum + value * value, 0) / block.channels[1]!.length);
    const stop = new AbortController();
    const levels: number[] = [];
    for await (const block of simulatedPlant.capture(setup(), stop.signal)) {
      levels.push(rms(block));
      if (levels.length === 5) startFault(bearing, "outer race", block.time - growSeconds * 1000);
      if (levels.length === 10) repair(bearing);
      if (levels.length === 16) stop.abort();
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(levels.slice(5, 10))).toBeGreaterThan(1.5 * mean(levels.slice(0, 5)));
    expect(mean(levels.slice(11))).toBeLessThan(1.1 * mean(levels.slice(0, 5)));
  });

  it("says what every component can have and what it has; a second fault takes the place of the first", () => {
    startFault(bearing, "outer race", start);
    startFault(bearing, "inner race", start, 10);
    const running = faultState(start + 5000).filter((state) => state.running);
    expect(running).toEqual([{ componentId: bearing, fault: "inner race", running: true, severity: 0.5 }]);
    expect(new Set(faultState(start).map((state) => state.componentId)).size).toBe(12);
    repair(bearing);
    expect(faultState(start + 5000).some((state) => state.running || state.severity > 0)).toBe(false);
  });

  it("names what there is when something is misspelt", () => {
    expect(() => startFault(bearing, "outer ring", start)).toThrow(
      /cannot have .*"outer ring".*outer race, inner race/,
    );
    expect(() => repair("feed-pump/bearing")).toThrow(
      /no component "feed-pump\/bearing".*feed-pump\/drive-end-bearing/,
    );
    expect(() => startFault(bearing, "outer race", Number.NaN)).toThrow(/moment/);
    expect(faultsOf("conveyor-drive/gear-stage")).toEqual(["broken tooth", "wear"]);
  });
});

describe("the demo plant as a plant", () => {
  it("hangs together: every point has its component, its device and a channel of its own", () => {
    const plant = demoPlant();
    expect([plant.machines.length, plant.components.length, plant.devices.length]).toEqual([4, 12, 4]);
    for (const component of plant.components) {
      expect(plant.machines.some((machine) => machine.id === component.machineId)).toBe(true);
      expect(plant.points.some((point) => point.componentId === component.id)).toBe(true);
      expect(faultsOf(component.id).length).toBeGreaterThan(1);
    }
    for (const device of plant.devices) {
      const channels = plant.points.filter((point) => point.deviceId === device.id);
      expect(channels.map((point) => point.channel)).toEqual(
        Array.from({ length: device.channelCount }, (_, index) => index),
      );
      expect(channels.every((point) => point.sampleRate === device.sampleRate)).toBe(true);
    }
    expect(new Set(plant.points.map((point) => point.id)).size).toBe(14);
  });
});
