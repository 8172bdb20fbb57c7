import { describe, expect, it } from "vitest";
import type { SentBlock } from "./captureMessages.ts";
import { ScanBlocks } from "./scanBlocks.ts";

const lengths = (blocks: readonly SentBlock[]) => blocks.map((block) => block.channels[0]!.length);
/** Scans of two channels: n and -n. */
const scans = (from: number, count: number) =>
  Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 ? -1 : 1) * (from + (i >> 1)));

describe("blocks of scans", () => {
  it("take a tenth of a second each, whatever pieces come, and their time is that of their first scan", () => {
    const gatherer = new ScanBlocks(2, 1000);
    const blocks = [10, 250, 40, 0, 100].flatMap((count, i, all) => {
      const before = all.slice(0, i).reduce((sum, each) => sum + each, 0);
      return gatherer.add(scans(before, count), count, 5000 + before + count);
    });
    expect(lengths(blocks)).toEqual([100, 100, 100, 100]);
    expect(blocks.map((block) => block.time)).toEqual([5000, 5100, 5200, 5300]);
    expect(blocks[3]!.channels.map((samples) => samples[99])).toEqual([399, -399]);
    expect(blocks.every((block) => block.lostBefore === 0 && block.troubles === undefined)).toBe(true);
    // each block owns its memory
    expect(new Set(blocks.flatMap((block) => block.channels.map((samples) => samples.buffer))).size).toBe(8);
  });

  it("hold one scan where scans are rare", () => {
    expect(lengths(new ScanBlocks(2, 2).add(scans(0, 3), 3, 1500))).toEqual([1, 1, 1]);
  });

  it("begin anew after a loss that was counted, and carry its count and its reason once", () => {
    const gatherer = new ScanBlocks(2, 1000);
    const before = gatherer.add(scans(0, 150), 150, 1150);
    const cut = gatherer.lose(70, { overrun: 1 }, 1150);
    const again = gatherer.lose(5, { overrun: 1 }, 1150);
    const after = gatherer.add(scans(225, 200), 200, 1425);
    expect([before, cut, again, after].map(lengths)).toEqual([[100], [50], [], [100, 100]]);
    expect(after.map((block) => block.lostBefore)).toEqual([75, 0]);
    expect(after.map((block) => block.troubles)).toEqual([{ overrun: 2 }, undefined]);
    expect(after[0]!.time).toBe(1225);
  });

  it("measure by the clock a loss that nobody counted", () => {
    const gatherer = new ScanBlocks(2, 1000);
    gatherer.add(scans(0, 100), 100, 1100);
    gatherer.lose("unknown", { overrun: 1 }, 1100);
    const [block] = gatherer.add(scans(0, 100), 100, 1700);
    expect(block).toMatchObject({ lostBefore: 500, time: 1600, troubles: { overrun: 1 } });
  });

  it("tell of a trouble that cost no scan with the next block", () => {
    const gatherer = new ScanBlocks(2, 1000);
    gatherer.trouble({ "rejected bytes": 7 });
    gatherer.trouble({ "rejected bytes": 2, resynchronisation: 1 });
    const blocks = gatherer.add(scans(0, 200), 200, 1200);
    expect(blocks.map((block) => block.troubles)).toEqual([{ "rejected bytes": 9, resynchronisation: 1 }, undefined]);
  });
});
