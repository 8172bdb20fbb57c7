import { describe, expect, it } from "vitest";
import type { SentBlock } from "../captureMessages.ts";
import { FrameGatherer } from "./frameGatherer.ts";

/** Two channels at 50 Hz: blocks of 5 frames of 20 ms. Frame n holds n and −n. */
const frames = (from: number, count: number) =>
  Float32Array.from({ length: 2 * count }, (_, i) => (from + (i >> 1)) * (i % 2 === 0 ? 1 : -1));

const told = (blocks: readonly SentBlock[]) =>
  blocks.map(({ channels, time, lostBefore }) => [lostBefore, Math.round(time), [...channels[0]!]]);

describe("FrameGatherer", () => {
  it("cuts blocks of a tenth of a second, whatever comes at a time", () => {
    const gatherer = new FrameGatherer(2, 50);
    expect(gatherer.add(frames(1, 3), 1060, 0, false)).toEqual([]);
    const blocks = gatherer.add(frames(4, 8), 1220, 0, false);
    expect(told(blocks)).toEqual([
      [0, 1000, [1, 2, 3, 4, 5]],
      [0, 1100, [6, 7, 8, 9, 10]],
    ]);
    expect([...blocks[1]!.channels[1]!]).toEqual([-6, -7, -8, -9, -10]);
  });

  it("an overrun ends the block, and costs what is missing once the device is followed again", () => {
    const gatherer = new FrameGatherer(2, 50);
    expect(told(gatherer.add(frames(1, 7), 140, 0, false))).toEqual([[0, 0, [1, 2, 3, 4, 5]]]);
    // Noticed at 1140, when 20 frames are missing, though the sound system still holds 25 frames from before.
    expect(told(gatherer.add(frames(28, 5), 1140, 0, true))).toEqual([[0, 100, [6, 7]]]);
    expect(gatherer.add(frames(33, 25), 1141, 0, false)).toEqual([]);
    const blocks = gatherer.add(frames(58, 15), 1440, 0, false);
    expect(told(blocks).map(([lost, time]) => [lost, time])).toEqual([
      [20, 540],
      ...[640, 740, 840, 940, 1040, 1140, 1240, 1340].map((time) => [0, time]),
    ]);
    expect(blocks.flatMap((block) => [...block.channels[0]!])).toEqual(Array.from({ length: 45 }, (_, i) => 28 + i));
    expect(told(gatherer.add(frames(73, 5), 1540, 0, false))).toEqual([[0, 1440, [73, 74, 75, 76, 77]]]);
  });

  it("a second overrun while the first is settled counts, too", () => {
    const gatherer = new FrameGatherer(2, 50);
    gatherer.add(frames(1, 5), 100, 0, false);
    gatherer.add(frames(11, 5), 300, 0, true);
    // 5 frames are missing before 11, 5 before 21.
    expect(told(gatherer.add(frames(21, 5), 500, 0, true))).toEqual([[5, 200, [11, 12, 13, 14, 15]]]);
    const [first] = gatherer.add(frames(26, 15), 800, 0, false);
    expect(told([first!])).toEqual([[5, 400, [21, 22, 23, 24, 25]]]);
  });

  it("an overrun too short for the clock still counts, one before the first sample does not", () => {
    const gatherer = new FrameGatherer(2, 50);
    expect(gatherer.add(frames(1, 20), 400, 0, true)).toEqual([]);
    expect(gatherer.add(frames(21, 15), 700, 0, false)[0]!.lostBefore).toBe(0);
    gatherer.add(frames(36, 15), 1000, 0, true);
    expect(gatherer.add(frames(51, 15), 1300, 0, false)[0]!.lostBefore).toBe(1);
  });

  it("tells each overrun once, with the first block after it", () => {
    const gatherer = new FrameGatherer(2, 50);
    const overruns = (blocks: readonly SentBlock[]) => blocks.map(({ troubles }) => troubles?.overrun ?? 0);
    expect(overruns(gatherer.add(frames(1, 7), 140, 0, false))).toEqual([0]);
    expect(overruns(gatherer.add(frames(28, 5), 1140, 0, true))).toEqual([0]);
    expect(overruns(gatherer.add(frames(33, 10), 1441, 0, false))).toEqual([1, 0, 0]);
    // Two with no whole block between: both are told with what came between, or after.
    expect(overruns(gatherer.add(frames(60, 2), 2000, 0, true))).toEqual([]);
    expect(overruns(gatherer.add(frames(80, 2), 2200, 0, true))).toEqual([1]);
    const later = gatherer.add(frames(82, 20), 2600, 0, false);
    expect(overruns(later).reduce((sum, each) => sum + each)).toBe(1);
  });
});
