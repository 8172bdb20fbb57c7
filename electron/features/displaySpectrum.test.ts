import { describe, expect, it } from "vitest";
import { parseMicrophoneCurve } from "../domain/microphoneCurve.ts";
import { displayFloor, displaySpectrum } from "./displaySpectrum.ts";
import { HealthySpectrumCollector, healthySpectrum } from "./healthySpectrum.ts";

const rate = 25_600;
const sine = (frequency: number, amplitude: number, length = rate) =>
  Float32Array.from({ length }, (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate) + 0.5);

describe("displaySpectrum", () => {
  it("shows a sine at its level in the band of its frequency, and its mean nowhere", () => {
    // 200 bins of 16384: on a bin, so that it reads its amplitude exactly
    const frequency = (200 * rate) / 16_384;
    const { top, levels } = displaySpectrum(sine(frequency, 0.1), rate);
    expect(top).toBe(12_800);
    expect(levels.length).toBe(256);
    const band = Math.floor((frequency / top) * 256);
    expect(levels[band]).toBeCloseTo(-20, 3);
    expect(levels.indexOf(Math.max(...levels))).toBe(band);
    expect(levels[0]!).toBeLessThan(-80);
  });

  it("loses at most 1.5 dB between bins (Hann)", () => {
    const { levels } = displaySpectrum(sine((200.5 * rate) / 16_384, 1), rate);
    expect(Math.max(...levels)).toBeGreaterThan(-1.5);
    expect(Math.max(...levels)).toBeLessThanOrEqual(0);
  });

  it("takes the response of the sensor out line by line, before the strongest of a band is looked for", () => {
    // 0 dB up to 1 kHz, +20 dB at 10 kHz, straight over log frequency between.
    const response = parseMicrophoneCurve("1000\t0\n10000\t20", "m.txt");
    const bin = rate / 16_384;
    const two = (low: number, high: number, ratio: number) => {
      const louder = sine(high * bin, 0.1 * ratio);
      return sine(low * bin, 0.1).map((sample, n) => sample + louder[n]!);
    };
    const { top, levels } = displaySpectrum(two(600, 3200, 1), rate, response);
    const at = (line: number) => levels[Math.floor(((line * bin) / top) * 256)]!;
    expect(at(600)).toBeCloseTo(-20, 3);
    expect(at(3200)).toBeCloseTo(-20 - 20 * Math.log10((3200 * bin) / 1000), 3);
    // Two tones within one band: the one that reads 6 dB more, 20 dB of it too much, is not what the band shows.
    const steep = parseMicrophoneCurve("99\t0\n100\t20", "m.txt");
    expect(displaySpectrum(two(50, 90, 2), rate, steep, 64).levels[0]).toBeCloseTo(-20, 2);
    expect(displaySpectrum(two(50, 90, 2), rate, undefined, 64).levels[0]).toBeCloseTo(-20 + 20 * Math.log10(2), 2);
  });

  it.each([
    ["silence", new Float32Array(2048)],
    ["nothing", new Float32Array(0)],
    ["NaN", new Float32Array(2048).fill(Number.NaN)],
    ["one sample", new Float32Array(1)],
  ])("shows the floor for %s", (_, window) => {
    expect(displaySpectrum(window, rate).levels).toEqual(new Array(256).fill(displayFloor));
  });

  it("fills every band from windows shorter than the bands", () => {
    const { levels } = displaySpectrum(sine(3000, 1, 128), rate);
    expect(levels.length).toBe(256);
    expect(levels.every((level) => Number.isFinite(level) && level >= displayFloor)).toBe(true);
  });
});

describe("healthySpectrum", () => {
  const spectra = Array.from({ length: 101 }, (_, i) => ({ top: 10, levels: [i, -i] }));

  it("is the quantiles of each band", () => {
    expect(healthySpectrum(spectra)).toEqual({ top: 10, low: [5, -95], middle: [50, -50], high: [95, -5] });
  });

  it("refuses nothing and spectra of different rates", () => {
    expect(() => healthySpectrum([])).toThrow(expect.objectContaining({ code: "TOO_LITTLE_DATA" }));
    const other = { top: 20, levels: [0, 0] };
    expect(() => healthySpectrum([...spectra, other])).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
  });

  it("stays close when collected over a long time in bounded memory", () => {
    const collector = new HealthySpectrumCollector();
    expect(collector.quantiles()).toBeNull();
    for (let i = 0; i < 100_000; i++) collector.add({ top: 10, levels: [(i * 7919) % 1000] });
    const { low, middle, high } = collector.quantiles()!;
    expect(Math.abs(low[0]! - 50)).toBeLessThan(20);
    expect(Math.abs(middle[0]! - 500)).toBeLessThan(20);
    expect(Math.abs(high[0]! - 950)).toBeLessThan(20);
    collector.add({ top: 20, levels: [1] });
    expect(collector.quantiles()!.top).toBe(20);
  });
});
