import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { clippedShare } from "./clippedShare.ts";

const rate = 51_200;
const sixteenBits = (value: number) => Math.round(value * 32_767) / 32_767;
const signal = (at: (time: number) => number, convert = sixteenBits) =>
  Float32Array.from({ length: 32_768 }, (_, n) => convert(at(n / rate)));
const noiseOf = (seed: number) => Float32Array.from({ length: 32_768 }, seededNoise(seed));
const sine = (frequency: number, amplitude: number) => (time: number) =>
  amplitude * Math.sin(2 * Math.PI * frequency * time);
const cutAt = (limit: number, at: (time: number) => number) => (time: number) =>
  Math.max(-limit, Math.min(limit, at(time)));

describe("the share that is cut off", () => {
  it.each([0.95, 0.9, 0.5])("of a sine cut off at %d of its height is what geometry says", (limit) => {
    const expected = (2 * Math.acos(limit)) / Math.PI;
    expect(clippedShare(signal(cutAt(0.8 * limit, sine(130, 0.8))))).toBeCloseTo(expected, 2);
  });

  it("is seen at a rail that is not full scale, and on one side", () => {
    const half = (time: number) => Math.min(0.31, sine(70, 0.5)(time)) + 2.5;
    expect(clippedShare(signal(half, (value) => value))).toBeCloseTo(Math.acos(0.62) / Math.PI, 2);
  });

  it("is seen on a rail with a little noise on it", () => {
    const noise = noiseOf(3);
    const cut = signal(cutAt(0.5, sine(90, 0.7))).map((value, n) => value + 1e-4 * noise[n]!);
    expect(clippedShare(cut)).toBeGreaterThan(0.3);
  });

  it.each([1, 20, 3000])("of a whole sine of %d Hz is none, however slow its tops", (frequency) => {
    expect(clippedShare(signal(sine(frequency, 0.9)))).toBe(0);
  });

  it("of a whole tone is none, however few samples its period has and wherever they fall", () => {
    const wrong: string[] = [];
    for (let period = 8; period <= 96; period++) {
      for (const phase of [0, 0.25, 0.5, 0.77]) {
        for (const amplitude of [0.9, 0.1, 0.003]) {
          const tone = (n: number, harmonic = 1) => Math.sin((2 * Math.PI * harmonic * (n + phase)) / period);
          const whole = (n: number) => amplitude * (tone(n) + 0.02 * tone(n, 3));
          const convert = (at: (n: number) => number) => Float32Array.from({ length: 960 }, (_, n) => at(n));
          const shares = [convert((n) => sixteenBits(whole(n))), convert(whole)].map(clippedShare);
          if (shares.some((share) => share > 0)) wrong.push(`${period} samples, ${phase}, ${amplitude}: ${shares}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("of a tone of 48 samples a period is seen when it is cut off, also with a little noise on it", () => {
    const noise = noiseOf(7);
    const tone = (n: number) => Math.sin((2 * Math.PI * n) / 48);
    const cut = (before: number, after: number) =>
      noise.map((value, n) => {
        const driven = tone(n) + before * value;
        return sixteenBits(Math.max(-0.9, Math.min(0.9, driven)) + after * value);
      });
    // Seven samples of each half lie above 0.9.
    expect(clippedShare(cut(1e-4, 0))).toBeCloseTo(14 / 48, 3);
    expect(clippedShare(cut(0, 5e-4))).toBeCloseTo(14 / 48, 2);
  });

  it("of noise, of knocks, of a resting converter and of a constant is none", () => {
    const noise = noiseOf(5);
    expect(clippedShare(noise.map((value) => sixteenBits(0.1 * value)))).toBe(0);
    const knocks = (time: number) => Math.exp(-((time * 37) % 1) * 60) * Math.sin(2 * Math.PI * 4000 * time);
    expect(clippedShare(signal(knocks))).toBe(0);
    expect(clippedShare(noise.map(Math.round))).toBe(0);
    expect(clippedShare(new Float32Array(4096).fill(0.7))).toBe(0);
  });
});
