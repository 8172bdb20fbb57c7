import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { pseudoFaults } from "./pseudoFaults.ts";

const rate = 8192;
const random = seededNoise(3);
const healthy = Float32Array.from({ length: rate }, (_, n) => random() + Math.sin((2 * Math.PI * 700 * n) / rate));
const faults = pseudoFaults(healthy.length, rate, 1)(healthy);

const size = 1024;
const cosine = Float64Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * n) / size));

/** Power between two frequencies, summed line by line from the definition of the transform: of a few blocks, to be quick. */
function powerBetween(samples: Float32Array, low: number, high: number): number {
  let sum = 0;
  for (let start = 0; start + size <= samples.length; start += size) {
    for (let k = Math.ceil((low * size) / rate); k <= Math.floor((high * size) / rate); k++) {
      let [real, imaginary] = [0, 0];
      for (let n = 0; n < size; n++) {
        const weighted = (0.5 - 0.5 * cosine[n]!) * samples[start + n]!;
        real += weighted * cosine[(k * n) % size]!;
        imaginary += weighted * cosine[(k * n + size / 4) % size]!;
      }
      sum += real * real + imaginary * imaginary;
    }
  }
  return sum;
}

const change = (samples: Float32Array, low: number, high: number) =>
  10 * Math.log10(powerBetween(samples, low, high) / powerBetween(healthy, low, high));

describe("pseudoFaults", () => {
  it("are of every sort, in octaves side by side from just below half the sample rate down", () => {
    expect(new Set(faults.map(({ fault }) => fault))).toEqual(
      new Set(["impacts", "band energy", "tone", "sidebands", "level"]),
    );
    const octaves = faults.filter(({ fault }) => fault === "band energy");
    expect(octaves[0]).toMatchObject({ low: 2048, high: 0.9 * 4096 });
    for (const [n, { high }] of octaves.slice(1).entries()) expect(high).toBe(octaves[n]!.low);
  });

  it.each(
    faults
      .filter(({ fault }) => fault === "band energy" || fault === "tone")
      .map((fault) => [`${fault.fault} ${fault.low}–${fault.high} Hz`, fault] as const),
  )("raise the power of their octave by what was asked, and of no other: %s", (_, { low, high, inject }) => {
    const loud = inject(6);
    // a narrow band of a second of noise holds few lines, and what is added meets them in or out of phase
    expect(Math.abs(change(loud, low!, high!) - 6)).toBeLessThan(low! > 200 ? 0.7 : 1.8);
    if (low! > 200) expect(Math.abs(change(loud, 20, low! * 0.8))).toBeLessThan(0.2);
    if (high! < 3000) expect(Math.abs(change(loud, high! * 1.2, 4000))).toBeLessThan(0.2);
  });

  it("strike a hundred times a second or so: the impacts ring in their octave and are impulsive", () => {
    const impacts = faults.filter(({ fault }) => fault === "impacts");
    expect(impacts).toHaveLength(2);
    for (const { low, high, inject } of impacts) {
      expect(Math.abs(change(inject(9), low!, high!) - 9)).toBeLessThan(1.5);
      const added = inject(9).map((sample, n) => sample - healthy[n]!);
      const square = added.reduce((sum, x) => sum + x * x, 0) / added.length;
      const kurtosis = added.reduce((sum, x) => sum + x ** 4, 0) / added.length / square ** 2;
      expect(kurtosis).toBeGreaterThan(5);
    }
  });

  it("stand beside the strongest line", () => {
    const { low, high, inject } = faults.find(({ fault }) => fault === "sidebands")!;
    expect(Math.sqrt(low! * high!)).toBeCloseTo(700, 0);
    const added = inject(6).map((sample, n) => sample - healthy[n]!);
    expect(powerBetween(added, 640, 760)).toBeGreaterThan(0.95 * powerBetween(added, 10, 4000));
  });

  it("of the level raise everything", () => {
    const { low, inject } = faults.find(({ fault }) => fault === "level")!;
    expect(low).toBeUndefined();
    expect(inject(20)[100]).toBeCloseTo(10 * healthy[100]!, 4);
  });

  it("are the same for the same seed, others for another, and nothing at no strength", () => {
    const again = pseudoFaults(healthy.length, rate, 1)(healthy);
    const others = pseudoFaults(healthy.length, rate, 2)(healthy);
    faults.forEach(({ fault, inject }, n) => {
      expect(again[n]!.inject(6)).toEqual(inject(6));
      if (fault !== "level") expect(others[n]!.inject(6)).not.toEqual(inject(6));
      expect(inject(0)).toEqual(healthy);
      expect(inject(21).every(Number.isFinite)).toBe(true);
    });
  });

  it.each([400, 51_200])("fit any sample rate: %i Hz", (sampleRate) => {
    const samples = Float32Array.from({ length: sampleRate }, () => random());
    for (const { low = 1, high = 2, inject } of pseudoFaults(samples.length, sampleRate, 1)(samples)) {
      expect(low).toBeGreaterThan(0);
      expect(high).toBeLessThanOrEqual(sampleRate / 2);
      expect(inject(6).every(Number.isFinite)).toBe(true);
    }
  });
});
