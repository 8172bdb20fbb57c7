import { describe, expect, it } from "vitest";
import { displacementRms } from "./displacementRms.ts";
import { velocityRms } from "./velocityRms.ts";

const rate = 12_000;
const sine = (frequency: number, g: number) =>
  Float64Array.from({ length: rate }, (_, n) => g * Math.sin((2 * Math.PI * frequency * n) / rate));

describe("displacementRms", () => {
  it("is the closed form for a sine: a / (2πf)²", () => {
    // 1 g at 100 Hz: 9.80665 / (2π·100)² m = 24.840 µm peak
    expect(displacementRms(sine(100, 1), rate, "rectangular")).toBeCloseTo(24.8403 / Math.SQRT2, 3);
    expect(displacementRms(sine(100, 1), rate)).toBeCloseTo(24.8403 / Math.SQRT2, 1);
  });

  it("is velocity over 2πf for one line, and blind outside its band", () => {
    const tone = sine(50, 0.3);
    const velocity = velocityRms(tone, rate, "rectangular");
    expect(displacementRms(tone, rate, "rectangular")).toBeCloseTo((1000 * velocity) / (2 * Math.PI * 50), 9);
    expect(displacementRms(sine(5, 1), rate, "rectangular")).toBeLessThan(1e-6);
    expect(displacementRms(sine(2000, 1), rate, "rectangular")).toBeLessThan(1e-6);
  });

  it.each([
    [new Float64Array(0), rate, "BAD_SAMPLES"],
    [Float64Array.of(1, Number.NaN), rate, "BAD_SAMPLES"],
    [sine(50, 1), 0, "BAD_INPUT"],
  ])("refuses what is no measurement", (samples, sampleRate, code) => {
    expect(() => displacementRms(samples, sampleRate)).toThrow(expect.objectContaining({ code }));
  });
});
