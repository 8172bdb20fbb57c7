import { describe, expect, it } from "vitest";
import { WaveformColumns } from "./waveformColumns.ts";

describe("WaveformColumns", () => {
  it("reads the smallest and largest sample of the step a moment lies in", () => {
    const columns = new WaveformColumns();
    expect(columns.read(0)).toBeUndefined();
    columns.take(0.4, [-1, -2, -3, -4], [1, 2, 3, 4]);
    expect(columns.read(0.25)).toEqual({ time: 0.25, low: -3, high: 3 });
    expect(columns.read(-5)?.low).toBe(-1);
    expect(columns.read(99)?.high).toBe(4);
  });

  it("finds the largest swing of a stretch, to either side of zero", () => {
    const columns = new WaveformColumns();
    columns.take(4, [-1, -9, -1, -1], [1, 1, 5, 7]);
    expect(columns.strongest(0, 4)).toBe(1.5);
    expect(columns.strongest(2, 4)).toBe(3.5);
  });

  it("writes into the same arrays while the picture keeps its shape", () => {
    const columns = new WaveformColumns();
    columns.take(1, [0, 0], [1, 1]);
    const before = columns.data;
    columns.take(1, [-7, -8], [7, 8]);
    expect(columns.data[1]).toBe(before[1]);
    expect(columns.read(0.9)).toEqual({ time: 0.75, low: -8, high: 8 });
  });
});
