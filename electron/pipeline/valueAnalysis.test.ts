import { describe, expect, it } from "vitest";
import type { PlannedPoint } from "./analysisMessages.ts";
import { componentWindow } from "./componentWindow.ts";
import { ValueAnalysis } from "./valueAnalysis.ts";
import { ValuePictures } from "./valuePictures.ts";

const pointOf = (sampleRate: number, more: Partial<PlannedPoint> = {}): PlannedPoint => ({
  id: "t",
  componentId: "c",
  name: "Temperature",
  quantity: "temperature",
  unit: "°C",
  sensitivity: 1,
  mounting: "unknown",
  direction: "none",
  deviceId: "d",
  channel: 0,
  sampleRate,
  signal: "feature",
  ...more,
});

describe("values", () => {
  it("are windows of their interval, which end with the value", () => {
    const slow = new ValueAnalysis(pointOf(0.1), 0.1);
    const windows = slow.push(Float32Array.of(40, 41), 1_000_000, 0);
    expect(windows.map(({ time, duration }) => [time, duration])).toEqual([
      [990_000, 10],
      [1_000_000, 10],
    ]);
    expect(windows.map(({ vector }) => [...vector!.values])).toEqual([[40], [41]]);
    expect(windows[0]).not.toHaveProperty("spectrum");
  });

  it("that come faster than once a second are gathered into one, and not across a gap", () => {
    const quick = new ValueAnalysis(pointOf(5), 5);
    expect(quick.push(Float32Array.of(1, 2, 900), 0, 0)).toEqual([]);
    const [window] = quick.push(Float32Array.of(3, 4), 600, 0);
    expect(window).toMatchObject({ duration: 1, time: -200 });
    expect(window!.vector!.values[0]).toBe(3);
    expect(quick.push(Float32Array.of(1, 2), 1000, 0)).toEqual([]);
    expect(quick.push(Float32Array.of(5, 5, 5), 2000, 3)).toEqual([]);
  });

  it("are in the unit of the point, and nothing where they are no number", () => {
    const scaled = new ValueAnalysis(pointOf(1, { sensitivity: 0.5 }), 1);
    expect(scaled.push(Float32Array.of(20), 0, 0)[0]!.vector!.values[0]).toBe(40);
    expect(scaled.push(Float32Array.of(Number.NaN), 1000, 0)[0]!.vector).toBeNull();
  });

  it("say how long the windows of their component are", () => {
    const slow = { signal: "feature", sampleRate: 0.02 } as const;
    expect(componentWindow([slow])).toBe(50);
    expect(componentWindow([slow, { signal: "feature", sampleRate: 0.5 }])).toBe(2);
    expect(componentWindow([{ signal: "feature", sampleRate: 20 }])).toBe(1);
    expect(componentWindow([slow, { sampleRate: 48_000 }])).toBe(1);
    expect(componentWindow([])).toBe(1);
  });

  it("are drawn as a curve of the last ones, signed, without a spectrum", () => {
    const pictures = new ValuePictures("t", 0.5);
    pictures.push(Float32Array.of(3), 0);
    const picture = pictures.push(Float32Array.of(-4), 2000);
    expect(picture).toMatchObject({ time: 2000, rms: 4, spectrum: { top: 0, levels: [] } });
    expect(picture!.waveform).toEqual({ duration: 4000, low: [3, -4], high: [3, -4] });
    for (let n = 0; n < 300; n++) pictures.push(Float32Array.of(n), n);
    expect(pictures.push(Float32Array.of(7), 0)!.waveform.low).toHaveLength(200);
  });
});
