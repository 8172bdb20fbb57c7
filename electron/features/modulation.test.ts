import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { modulation, modulationFloor } from "./modulation.ts";

const rate = 25_600;

function bands(samples: Float32Array): number[] {
  const into = new Float64Array(8);
  modulation(rate).compute(samples, into);
  return [...into];
}

/** A carrier whose amplitude swells `frequency` times a second. */
const swelling = (frequency: number, depth: number, carrier = 6000) =>
  Float32Array.from({ length: rate }, (_, n) => {
    const t = n / rate;
    return (1 + depth * Math.sin(2 * Math.PI * frequency * t)) * Math.sin(2 * Math.PI * carrier * t);
  });

describe("modulation", () => {
  it.each([6, 12, 24, 50, 90, 180, 400, 800])("finds a swelling of %i Hz in its own band", (frequency) => {
    const { edges } = modulation(rate);
    const found = bands(swelling(frequency, 0.5));
    const strongest = found.indexOf(Math.max(...found));
    expect(edges[strongest]!).toBeLessThanOrEqual(frequency);
    expect(edges[strongest + 1]!).toBeGreaterThan(frequency);
  });

  it("grows by ln 4 when the depth doubles, whatever the level", () => {
    const shallow = Math.max(...bands(swelling(90, 0.1)));
    const deep = Math.max(...bands(swelling(90, 0.2)));
    // the mean square it is relative to grows a little too
    expect(deep - shallow).toBeCloseTo(Math.log(4) - Math.log(1.02 / 1.005), 2);
    expect(Math.max(...bands(swelling(90, 0.1).map((x) => x * 1e-3)))).toBeCloseTo(shallow, 6);
  });

  it("does not see what swells below an eighth of the sample rate", () => {
    const random = seededNoise(3);
    const noise = Float32Array.from({ length: rate }, () => 0.1 * random());
    const low = swelling(90, 0.9, 1000);
    const with90 = bands(noise.map((x, n) => x + low[n]!));
    bands(noise).forEach((value, b) => {
      expect(Math.abs(with90[b]! - value)).toBeLessThan(0.3);
    });
  });

  it("is at its floor for silence, and finite for windows of any length", () => {
    expect(bands(new Float32Array(rate))).toEqual(new Array(8).fill(modulationFloor));
    for (const length of [64, 100, 2560, 25_601]) {
      const into = new Float64Array(8);
      modulation(rate).compute(swelling(90, 0.5).subarray(0, length), into);
      expect(into.every(Number.isFinite), `${length} samples`).toBe(true);
    }
  });
});
