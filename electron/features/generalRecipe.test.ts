import { afterEach, describe, expect, it, vi } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { bandPowers, melBank } from "./melBank.ts";
import { meydaMfcc } from "./meydaMfcc.ts";
import { timeFeatures } from "./timeFeatures.ts";

/** Shaft, impacts and noise, on an offset. */
function machine(rate: number, level = 1): Float32Array {
  const noise = seededNoise(11);
  return Float32Array.from({ length: rate }, (_, n) => {
    const sinceImpact = (n % Math.round(rate / 37)) / rate;
    const ring = Math.exp(-sinceImpact * 400) * Math.sin(2 * Math.PI * 0.31 * n);
    return level * (0.3 + 0.5 * Math.sin((2 * Math.PI * 25 * n) / rate) + ring + 0.05 * noise());
  });
}

/** All but the envelope by the definitions of the docstring, in float64 and without the kernel. */
function byDefinition(window: Float32Array, rate: number): number[] {
  const size = Math.min(2048, Math.max(64, 2 ** Math.round(Math.log2(rate / 8))));
  const mean = window.reduce((sum, x) => sum + x, 0) / window.length;
  const samples = Float64Array.from(window, (x) => x - mean);
  const statistics = timeFeatures(samples, rate);
  const cepstrum = meydaMfcc(rate, size);
  const bank = melBank(rate, size, 32, { corner: (700 * rate) / 16_000 });
  const cepstra = new Float64Array(13);
  const power = new Float64Array(size / 2 + 1);
  const bands = new Float64Array(32);
  const inMilli = samples.map((x) => 1000 * x);
  let frames = 0;
  for (let start = 0; start + size <= samples.length; start += size / 2, frames++) {
    cepstrum.compute(inMilli, start).forEach((value, k) => {
      cepstra[k]! += value;
    });
    cepstrum.power.forEach((value, k) => {
      power[k]! += value;
    });
  }
  bandPowers(power, bank, bands);
  const total = power.reduce((sum, value, k) => (k === 0 ? sum : sum + value), 0);
  return [
    statistics.rms!,
    statistics.peak!,
    statistics.crestFactor!,
    statistics.kurtosis!,
    ...cepstra.map((sum) => sum / frames),
    ...bands.map((sum) => Math.max(Math.log(1e-12), Math.log(sum / total))),
  ];
}

const rates = [400, 4267, 25_600, 51_200];

describe("the general recipe", () => {
  afterEach(() => {
    vi.doUnmock("../../native/kernel.ts");
    vi.resetModules();
  });

  it.each(rates)("keeps to its definition at %i Hz, at any level", async (rate) => {
    const { generalRecipe } = await import("./generalRecipe.ts");
    for (const level of [1e-6, 1, 1e4]) {
      const window = machine(rate, level);
      const got = generalRecipe.prepare(rate).compute(window)!;
      byDefinition(window, rate).forEach((value, j) => {
        const allowed = 1e-4 * Math.max(Math.abs(value), j < 4 ? 0 : Math.min(1, 100 * level));
        expect(Math.abs(got[j]! - value), generalRecipe.names(rate)[j]).toBeLessThanOrEqual(allowed);
      });
    }
  });

  it.each(rates)("is the same at %i Hz where only the twin can be had", async (rate) => {
    const { generalRecipe } = await import("./generalRecipe.ts");
    const { displaySpectrum } = await import("./displaySpectrum.ts");
    vi.resetModules();
    const { twinKernel } = await import("../../native/twinKernel.ts");
    vi.doMock("../../native/kernel.ts", () => ({ kernel: twinKernel }));
    const twin = await import("./generalRecipe.ts");
    const twinDisplay = await import("./displaySpectrum.ts");
    expect(twin.generalRecipe).not.toBe(generalRecipe);
    const window = machine(rate);
    const got = generalRecipe.prepare(rate).compute(window)!;
    const want = twin.generalRecipe.prepare(rate).compute(window)!;
    want.forEach((value, j) => {
      const allowed = 1e-4 * Math.max(1, Math.abs(value));
      expect(Math.abs(got[j]! - value), generalRecipe.names(rate)[j]).toBeLessThanOrEqual(allowed);
    });
    const { levels } = displaySpectrum(window, rate);
    twinDisplay.displaySpectrum(window, rate).levels.forEach((level, band) => {
      expect(Math.abs(levels[band]! - level)).toBeLessThanOrEqual(0.01);
    });
  });
});
