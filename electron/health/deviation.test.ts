import { describe, expect, it } from "vitest";
import type { HealthySpectrum } from "../domain/alert.ts";
import { findDeviation, meanSpectrum } from "./deviation.ts";

const bands = 64;
const top = 6400;
const flat = (level: number) => new Array<number>(bands).fill(level);
const healthy: HealthySpectrum = { top, low: flat(-62), middle: flat(-60), high: flat(-58) };

describe("the band that stands out", () => {
  it("is found with its limits and its distance from the healthy median when it is a few lines", () => {
    const levels = flat(-60);
    for (const band of [29, 30]) levels[band] = -40;
    expect(findDeviation({ top, levels }, healthy)).toEqual({ low: 2900, high: 3100, change: 20 });
  });

  it("prefers a broad hump to one stray line, though single bands of the hump scatter below healthy", () => {
    const levels = flat(-60);
    levels[5] = -45;
    for (let band = 36; band < 56; band++) levels[band] = -54 + (band % 3 === 0 ? -7 : 3);
    const found = findDeviation({ top, levels }, healthy);
    expect(found?.low).toBeGreaterThanOrEqual(3400);
    expect(found?.low).toBeLessThanOrEqual(3800);
    expect(found?.high).toBeGreaterThanOrEqual(5400);
    expect(found?.high).toBeLessThanOrEqual(5800);
    expect(found?.change).toBeCloseTo(5.7, 0);
  });

  it("is nothing while all stays inside the healthy band, below it, or within chance above it", () => {
    expect(findDeviation({ top, levels: flat(-60) }, healthy)).toBeUndefined();
    expect(findDeviation({ top, levels: flat(-90) }, healthy)).toBeUndefined();
    expect(findDeviation({ top, levels: flat(-58.5) }, healthy)).toBeUndefined();
  });

  it("compares only spectra of one range", () => {
    expect(findDeviation({ top: 3200, levels: flat(0) }, healthy)).toBeUndefined();
  });
});

describe("the mean spectrum", () => {
  it("averages band by band and ignores spectra of another range", () => {
    const spectra = [
      { top: 100, levels: [0, 0] },
      { top, levels: [-10, -20] },
      { top, levels: [-20, -40] },
    ];
    expect(meanSpectrum(spectra)).toEqual({ top, levels: [-15, -30] });
    expect(meanSpectrum([])).toBeUndefined();
  });
});
