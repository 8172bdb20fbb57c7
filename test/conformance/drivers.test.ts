import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { driverOf, drivers } from "../../electron/devices/drivers.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockEnd, blockLength, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import type { OpenRig } from "./driverRig.ts";
import { driverRigs } from "./driverRigs.ts";

it("every driver of the list has a rig", () => {
  const rigged = new Set(driverRigs.map((rig) => rig.driver));
  expect(drivers.map((driver) => driver.kind).filter((kind) => !rigged.has(kind))).toEqual([]);
  expect(new Set(drivers.map((driver) => driver.kind)).size).toBe(drivers.length);
});

it("a driver that is not in the list is a fault that names those that are", () => {
  expect(() => driverOf("seismograph")).toThrow('There is no driver "seismograph". Known are: ');
  for (const { kind } of drivers) expect(() => driverOf("seismograph")).toThrow(kind);
});

describe.each(driverRigs.filter((rig) => rigIsThere(rig.programs)))("every driver: $name", ({ driver: kind, open }) => {
  const driver = driverOf(kind);
  let rig: OpenRig;
  beforeAll(async () => {
    rig = await open();
  });
  afterAll(() => rig?.[Symbol.asyncDispose]());

  async function take(count: number, setup: DeviceSetup = rig.setup): Promise<SampleBlock[]> {
    const stop = new AbortController();
    const blocks: SampleBlock[] = [];
    for await (const block of driver.capture(setup, stop.signal)) {
      blocks.push(block);
      if (blocks.length === count) stop.abort();
    }
    return blocks;
  }

  it("delivers blocks without holes in sequence, time and channels", async () => {
    const { id, sampleRate, channelCount } = rig.setup;
    const before = Date.now();
    const blocks = await take(12);
    expect(blocks.map((block) => block.sequence)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    for (const [i, block] of blocks.entries()) {
      expect(block).toMatchObject({ deviceId: id, sampleRate });
      expect(block.channels.map((samples) => samples.length)).toEqual(Array(channelCount).fill(blockLength(block)));
      expect(blockLength(block)).toBeGreaterThan(0);
      expect(blockLength(block) / sampleRate).toBeLessThanOrEqual(0.25);
      expect(block.channels.every((samples) => samples.every(Number.isFinite))).toBe(true);
      expect(Number.isInteger(block.lostBefore) && block.lostBefore >= 0).toBe(true);
      const last = blocks[i - 1];
      if (!last) continue;
      expect(block.time).toBeGreaterThan(last.time);
      // A source without a clock of its own may follow the arrival by 5 % at most.
      const due = blockEnd(last) + (block.lostBefore / sampleRate) * 1000;
      expect(Math.abs(block.time - due)).toBeLessThanOrEqual(0.0501 * (blockEnd(last) - last.time));
    }
    if (!driver.isLive(rig.setup)) return;
    expect(blocks[0]!.time).toBeGreaterThanOrEqual(before - 1000);
    expect(Math.abs(blockEnd(blocks.at(-1)!) - Date.now())).toBeLessThan(2500);
  });

  it("gives every channel of every block a buffer of its own, fit to be transferred", async () => {
    const stop = new AbortController();
    const seen = new Set<ArrayBuffer>();
    let count = 0;
    for await (const { channels } of driver.capture(rig.setup, stop.signal)) {
      const kept = channels.map((samples) => samples[0]);
      for (const samples of channels) {
        expect(samples.byteLength).toBe(samples.buffer.byteLength);
        expect(seen.has(samples.buffer)).toBe(false);
        seen.add(samples.buffer);
      }
      const moved = structuredClone(channels, { transfer: channels.map((samples) => samples.buffer) });
      expect(moved.map((samples) => samples[0])).toEqual(kept);
      if (++count === 4) stop.abort();
    }
    expect(count).toBe(4);
  });

  it("ends quietly when stopped, and can be opened again at once", async () => {
    const times: number[] = [];
    for (let i = 0; i < 2; i++) {
      const stop = new AbortController();
      const blocks = driver.capture(rig.setup, stop.signal)[Symbol.asyncIterator]();
      expect((await blocks.next()).done).toBe(false);
      const waiting = blocks.next();
      stop.abort();
      const stopped = performance.now();
      await waiting;
      while (!(await blocks.next()).done);
      times.push(performance.now() - stopped);
    }
    // A computer that is busy elsewhere may take its time once.
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  it("frees the device when the reader leaves", async () => {
    for (let i = 0; i < 2; i++) {
      for await (const block of driver.capture(rig.setup, new AbortController().signal)) {
        expect(block.sequence).toBe(0);
        break;
      }
    }
  });

  it("delivers nothing when it was stopped before", async () => {
    for await (const _ of driver.capture(rig.setup, AbortSignal.abort())) expect.fail("a block");
  });

  it("names a device that is missing", async () => {
    const address = rig.missing;
    const fault = expect.objectContaining({ code: "DEVICE_MISSING", message: expect.stringContaining(address) });
    await expect(take(1, { ...rig.setup, address })).rejects.toEqual(fault);
    await expect(driver.describe(address, rig.setup.settings)).rejects.toEqual(fault);
  });

  it("describes and finds what it can capture", async () => {
    const { address, channelCount, sampleRate, settings } = rig.setup;
    const info = await driver.describe(address, { ...settings, sampleRate });
    expect(info).toMatchObject({ driver: kind, address });
    expect(info.channels.length).toBeGreaterThanOrEqual(channelCount);
    expect(info.channels.every((channel) => channel.name !== "" && channel.sensitivity !== 0)).toBe(true);
    expect(info.sampleRates).toContain(sampleRate);
    const found = await driver.find();
    expect(new Set(found.map((each) => each.id)).size).toBe(found.length);
    expect(found.some((each) => each.address === address)).toBe(rig.listed);
    expect(await driver.doctor()).toMatchObject({ driver: kind, ready: true, finding: expect.stringMatching(/\.$/) });
  });
});
