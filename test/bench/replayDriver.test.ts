import { performance } from "node:perf_hooks";
import { expect, it } from "vitest";
import { ReplayDriver } from "./replayDriver.ts";

const setup = {
  id: "rig",
  driver: "replay",
  address: "0",
  name: "Rig",
  sampleRate: 1000,
  channelCount: 2,
  settings: {},
};

it("plays at the true pace, and knows when the block with the end of a stretch was complete", async () => {
  const ramp = (sign: number) => Float32Array.from({ length: 500 }, (_, n) => sign * n);
  const driver = new ReplayDriver([ramp(1), ramp(-1)]);
  const stop = new AbortController();
  const blocks = [];
  const before = performance.now();
  for await (const block of driver.capture(setup, stop.signal)) {
    blocks.push({ block, at: performance.now() });
    if (blocks.length === 6) stop.abort();
  }
  const origin = blocks[0]!.block.time;
  for (const [index, { block, at }] of blocks.entries()) {
    expect(block).toMatchObject({ sequence: index, lostBefore: 0 });
    expect(block.time - origin).toBeCloseTo(100 * index, 6);
    expect(at - before).toBeGreaterThanOrEqual(100 * (index + 1) - 1);
    // A stretch that ends with the block, and one that ends anywhere within it.
    for (const end of [block.time + 100, block.time + 1]) {
      expect(driver.completeAt("rig", end) - before).toBeCloseTo(100 * (index + 1), -2);
      expect(driver.completeAt("rig", end)).toBeLessThanOrEqual(at + 1);
    }
    expect(driver.completeAt("rig", block.time + 101)).toBeGreaterThan(driver.completeAt("rig", block.time + 100) + 50);
  }
  expect([...blocks[5]!.block.channels[0]!.subarray(0, 3)]).toEqual([0, 1, 2]);
  expect([...blocks[1]!.block.channels[1]!.subarray(0, 2)]).toEqual([-400, -401]);
});
