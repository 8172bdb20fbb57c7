import { describe, expect, it } from "vitest";
import { rawSeconds } from "./rawMemory.ts";

const channels = (count: number, rate: number) => Array<number>(count).fill(rate);

describe("the seconds of raw signal in memory", () => {
  it("are what recordings want of the past, and the margin to read it", () => {
    expect(rawSeconds(channels(12, 25_600), 30)).toBe(35);
    expect(rawSeconds([], 30)).toBe(35);
    expect(rawSeconds(channels(3, 0.01), 600)).toBe(605);
  });

  it("are shortened for all alike where memory is short", () => {
    // 32 channels at 51.2 kHz take 6.55 MB a second: 256 MiB hold 40 of them.
    expect(rawSeconds(channels(32, 51_200), 60)).toBe(40);
    expect(rawSeconds(channels(64, 51_200), 30)).toBe(20);
  });

  it("are never fewer than the evidence of an alert needs", () => {
    expect(rawSeconds(channels(128, 51_200), 30)).toBe(20);
    expect(rawSeconds(channels(1, 1000), 1)).toBe(20);
  });
});
