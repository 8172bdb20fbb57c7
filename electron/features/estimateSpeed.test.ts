import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { estimateSpeed } from "./estimateSpeed.ts";

const rate = 12_000;

function machine(shaft: number, seconds = 5): Float64Array {
  const random = seededNoise(5);
  return Float64Array.from({ length: seconds * rate }, (_, n) => {
    const angle = (2 * Math.PI * shaft * n) / rate;
    return 0.2 * Math.sin(angle) + 0.1 * Math.sin(2 * angle + 1) + 0.05 * Math.sin(3 * angle) + 0.5 * random();
  });
}

describe("estimateSpeed", () => {
  it.each([12.34, 24.71, 29.53, 49.2])("finds a shaft of %f Hz in noise within 0.5 %%, surely", (shaft) => {
    const estimate = estimateSpeed(machine(shaft), rate)!;
    expect(Math.abs(estimate.speed / (60 * shaft) - 1)).toBeLessThan(0.005);
    expect(estimate.confidence).toBeGreaterThan(0.25);
  });

  it("is less sure of noise, and silent about silence", () => {
    const random = seededNoise(9);
    const noise = Float64Array.from({ length: 5 * rate }, () => random());
    expect(estimateSpeed(noise, rate)?.confidence ?? 0).toBeLessThan(0.2);
    expect(estimateSpeed(new Float64Array(5 * rate), rate)).toBeNull();
  });

  it.each([
    ["ten samples", new Float64Array(10).fill(1), rate, [300, 6000], "TOO_LITTLE_DATA"],
    ["NaN", machine(30).fill(Number.NaN, 5, 6), rate, [300, 6000], "BAD_SAMPLES"],
    ["a rate of 0", machine(30), 0, [300, 6000], "BAD_INPUT"],
    ["a range upside down", machine(30), rate, [6000, 300], "BAD_INPUT"],
    ["a range of nothing", machine(30), rate, [0, 300], "BAD_INPUT"],
  ] as const)("refuses %s", (_, samples, sampleRate, range, code) => {
    expect(() => estimateSpeed(samples, sampleRate, range)).toThrow(expect.objectContaining({ code }));
  });
});
