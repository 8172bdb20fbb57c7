import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complexFft } from "./complexFft.ts";
import { realFft } from "./realFft.ts";

/** The definition itself, term by term. */
function transformByDefinition(samples: Float64Array): { real: number[]; imaginary: number[] } {
  const size = samples.length;
  const real: number[] = [];
  const imaginary: number[] = [];
  for (let k = 0; k <= Math.floor(size / 2); k++) {
    let r = 0;
    let m = 0;
    for (let n = 0; n < size; n++) {
      const angle = (2 * Math.PI * ((k * n) % size)) / size;
      r += samples[n]! * Math.cos(angle);
      m -= samples[n]! * Math.sin(angle);
    }
    real.push(r);
    imaginary.push(m);
  }
  return { real, imaginary };
}

const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 30, 31, 64, 100, 127, 128, 250, 255, 256];

describe("realFft", () => {
  it.each(lengths)("equals the definition at length %i", (size) => {
    const samples = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n) + 0.3 * n);
    const { real, imaginary } = transform(samples);
    const expected = transformByDefinition(samples);
    const largest = Math.max(...expected.real.map((r, k) => Math.hypot(r, expected.imaginary[k]!)));
    expect(real.length).toBe(expected.real.length);
    for (let k = 0; k < real.length; k++) {
      expect(Math.abs(real[k]! - expected.real[k]!)).toBeLessThanOrEqual(1e-12 * largest);
      expect(Math.abs(imaginary[k]! - expected.imaginary[k]!)).toBeLessThanOrEqual(1e-12 * largest);
    }
  });

  it("keeps the energy (Parseval) at any length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 700 }), fc.integer(), (size, seed) => {
        const samples = Float64Array.from(
          { length: size },
          (_, n) => Math.sin(seed + n * 1.7) * Math.cos(n * n * 0.01),
        );
        const { real, imaginary } = transform(samples);
        let energy = 0;
        real.forEach((r, k) => {
          energy += (r * r + imaginary[k]! ** 2) * (k === 0 || (size % 2 === 0 && k === size / 2) ? 1 : 2);
        });
        const expected = samples.reduce((sum, x) => sum + x * x, 0);
        return Math.abs(energy / size - expected) <= 1e-10 * (expected + 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses sizes that are not whole numbers from 1 up", () => {
    for (const size of [0, -1, 1.5, Number.NaN]) expect(() => realFft(size)).toThrow(/whole number/);
  });
});

describe("complexFft", () => {
  it.each(lengths)("inverse undoes forward at length %i", (size) => {
    const real = Float64Array.from({ length: size }, (_, n) => Math.cos(n * 2.1) + n);
    const imaginary = Float64Array.from({ length: size }, (_, n) => Math.sin(n * 0.7));
    const before = [...real, ...imaginary];
    const plan = complexFft(size);
    plan.forward(real, imaginary);
    plan.inverse(real, imaginary);
    [...real, ...imaginary].forEach((value, n) => {
      expect(Math.abs(value - before[n]!)).toBeLessThan(1e-10);
    });
  });
});

function transform(samples: Float64Array): { real: Float64Array; imaginary: Float64Array } {
  const plan = realFft(samples.length);
  const real = new Float64Array(plan.bins);
  const imaginary = new Float64Array(plan.bins);
  plan.forward(samples, real, imaginary);
  return { real, imaginary };
}
