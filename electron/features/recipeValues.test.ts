import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import type { Recipe } from "./recipe.ts";
import { soundRecipe } from "./soundRecipe.ts";
import { vibrationRecipe } from "./vibrationRecipe.ts";

const rate = 12_000;

function valuesOf(recipe: Recipe, window: Float32Array): Record<string, number> {
  const values = recipe.prepare(rate).compute(window)!;
  return Object.fromEntries(recipe.names(rate).map((name, j) => [name, values[j]!]));
}
const sine = (frequency: number, amplitude: number) =>
  Float32Array.from({ length: rate }, (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate));
const noise = (deviation: number) => {
  const random = seededNoise(7);
  return Float32Array.from({ length: rate }, () => deviation * random());
};

describe("the values of sound/1", () => {
  it("are those of a sine by closed form", () => {
    const got = valuesOf(soundRecipe, sine(1000, 2));
    expect(got.rms).toBeCloseTo(Math.SQRT2, 5);
    expect(got["level mean"]).toBeCloseTo(20 * Math.log10(Math.SQRT2), 2);
    expect(got["spectral centroid mean"]).toBeCloseTo(1000, -0.5);
    expect(got["zero crossing rate mean"]).toBeCloseTo(2000 / rate, 3);
    // Meyda's is of the windowed frame in thousandths: √(3/8) of the true value
    expect(got["meydaRms mean"]! / (1000 * Math.SQRT2)).toBeCloseTo(Math.sqrt(3 / 8), 2);
    expect(got["meydaSpectralCentroid mean"]).toBeCloseTo((1000 * 2048) / rate, -0.5);
    expect(got["third octave 1000 Hz"]).toBeCloseTo(10 * Math.log10(2), 2);
    expect(got["third octave share 1000 Hz"]).toBeCloseTo(0, 3);
  });

  it("give the power of noise in full: mel bands and third octaves add up", () => {
    const got = valuesOf(soundRecipe, noise(3));
    const sumOf = (start: string) =>
      Object.entries(got)
        .filter(([name]) => name.startsWith(start) && !name.includes("share"))
        .reduce((sum, [, level]) => sum + 10 ** (level / 10), 0);
    // triangles of unit height reach the whole power but for half of the first and the last band
    expect(sumOf("mel ")).toBeGreaterThan(0.9 * got.rms! ** 2);
    expect(sumOf("mel ")).toBeLessThan(1.03 * got.rms! ** 2);
    // the bands measured end at 5.6 kHz of 6
    expect(sumOf("third octave ") / got.rms! ** 2).toBeCloseTo(5623 / 6000, 1);
    expect(got["spectral flatness mean"]).toBeGreaterThan(0.7);
  });
});

describe("the values of vibration/1", () => {
  it("are those of a sine by closed form: 1 g at 100 Hz is 15.6 mm/s peak and 24.8 µm peak", () => {
    const got = valuesOf(vibrationRecipe, sine(100, 1));
    expect(got["velocity 10–1000 Hz"]).toBeCloseTo(11.0364, 2);
    expect(got["displacement 10–1000 Hz"]).toBeCloseTo(24.8403 / Math.SQRT2, 1);
    expect(got["acceleration 10–1000 Hz"]).toBeCloseTo(Math.SQRT1_2, 4);
    expect(got["acceleration share"]).toBeCloseTo(0, 3);
    expect(got["peak to peak"]).toBeCloseTo(2, 3);
    expect(got.kurtosis).toBeCloseTo(1.5, 3);
    expect(got["shape factor"]).toBeCloseTo(Math.PI / (2 * Math.SQRT2), 3);
    expect(got.asymmetry).toBeCloseTo(0, 3);
  });

  it("tell impacts from noise", () => {
    const quiet = valuesOf(vibrationRecipe, noise(1));
    const ring = (n: number) => {
      const t = (n % 300) / rate;
      return 6 * Math.exp(-900 * t) * Math.sin(2 * Math.PI * 3000 * t);
    };
    const struck = valuesOf(
      vibrationRecipe,
      noise(1).map((x, n) => x + ring(n)),
    );
    expect(quiet.impulsiveness).toBeLessThan(Math.log1p(4));
    expect(struck.impulsiveness).toBeGreaterThan(Math.log1p(4));
    expect(struck["frame kurtosis mean"]! - quiet["frame kurtosis mean"]!).toBeGreaterThan(1);
    expect(struck["cepstrum peak"]!).toBeGreaterThan(quiet["cepstrum peak"]!);
  });
});
