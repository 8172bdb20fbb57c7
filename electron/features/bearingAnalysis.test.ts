import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import type { BearingMechanism } from "../domain/bearing.ts";
import { bearingAnalysis } from "./bearingAnalysis.ts";
import { bearingOrders } from "./bearingFrequencies.ts";

const geometry = { rollingElements: 9, elementDiameter: 7.94, pitchDiameter: 39.04, contactAngle: 0 };
const orders = bearingOrders(geometry);
const rate = 12_000;
const speed = 1800;

/** Impacts at a multiple of the shaft's 30 Hz that ring at 3 kHz, a shaft line, a modulation by the shaft, and noise. */
function struck(order: number, seconds = 4): Float64Array {
  const random = seededNoise(3);
  const samples = new Float64Array(seconds * rate);
  const period = rate / (30 * order);
  for (let impact = 0; impact < samples.length; impact += period) {
    const start = Math.ceil(impact);
    for (let n = start; n < Math.min(start + 100, samples.length); n++) {
      const t = (n - impact) / rate;
      samples[n]! +=
        Math.exp(-900 * t) * Math.sin(2 * Math.PI * 3000 * t) * (1 + 0.4 * Math.sin(2 * Math.PI * 30 * (n / rate)));
    }
  }
  return samples.map((x, n) => x + 2 * Math.sin((2 * Math.PI * 30 * n) / rate) + 0.05 * random());
}

describe("bearingAnalysis", () => {
  it.each([
    ["BPFO", orders.BPFO],
    ["BPFI", orders.BPFI],
    ["BSF", 2 * orders.BSF],
    ["BPFI", orders.BPFI * 0.985],
  ] as const)("finds the %s of impacts at order %f", (mechanism, order) => {
    const { mechanisms, peaks } = bearingAnalysis(struck(order), rate, geometry, speed);
    expect(mechanisms.filter((entry) => entry.hit).map((entry) => entry.mechanism)).toEqual([mechanism]);
    const finding = mechanisms.find((entry) => entry.mechanism === mechanism)!;
    expect(finding.rank).toBe(1);
    expect(finding.peak).toEqual(peaks[0]);
    expect(Math.abs(finding.peak!.order / order - 1)).toBeLessThan(0.002);
  });

  it("does not take slip of more than 2 % for the bearing, nor multiples of the shaft speed for a peak", () => {
    const { mechanisms, peaks } = bearingAnalysis(struck(orders.BPFI * 0.96), rate, geometry, speed);
    expect(mechanisms.filter((entry) => entry.hit)).toEqual([]);
    for (const peak of peaks) expect(Math.abs(peak.order - Math.round(peak.order))).toBeGreaterThan(0.01);
  });

  it("is free of level, and finds nothing in silence", () => {
    const samples = struck(orders.BPFO);
    const once = bearingAnalysis(samples, rate, geometry, speed);
    const loud = bearingAnalysis(
      samples.map((x) => x * 1000),
      rate,
      geometry,
      speed,
    );
    expect(loud.peaks[0]!.amplitude).toBeCloseTo(once.peaks[0]!.amplitude, 9);
    const silent = bearingAnalysis(new Float64Array(4 * rate), rate, geometry, speed);
    expect([silent.peaks, silent.impulsive]).toEqual([[], null]);
    expect(silent.mechanisms.map(({ hit, peak, rank }) => ({ hit, peak, rank }))).toEqual(
      silent.mechanisms.map(() => ({ hit: false, peak: null, rank: null })),
    );
  });

  it("says when a frequency cannot be told from the shaft", () => {
    const lone: BearingMechanism[] = [];
    // n/2·(1 − q) = 3 exactly
    const masked = { rollingElements: 8, elementDiameter: 10, pitchDiameter: 40, contactAngle: 0 };
    for (const entry of bearingAnalysis(struck(5), rate, masked, speed).mechanisms) {
      if (entry.hidden) lone.push(entry.mechanism);
    }
    expect(lone).toEqual(["BPFO", "BPFI"]);
  });

  const samples = struck(orders.BPFO, 1);
  const broken = samples.slice();
  broken[77] = Number.NaN;
  it.each([
    ["no samples", new Float64Array(0), rate, geometry, speed, "BAD_SAMPLES"],
    ["ten samples", samples.slice(0, 10), rate, geometry, speed, "TOO_LITTLE_DATA"],
    ["NaN", broken, rate, geometry, speed, "BAD_SAMPLES"],
    ["a rate of 0", samples, 0, geometry, speed, "BAD_INPUT"],
    ["a speed of 0", samples, rate, geometry, 0, "BAD_INPUT"],
    ["a speed in hertz by a thousand", samples, rate, geometry, 1_800_000, "BAD_INPUT"],
    ["a rate too low", samples, 1000, geometry, speed, "BAD_INPUT"],
    ["no rolling elements", samples, rate, { ...geometry, rollingElements: 0 }, speed, "BAD_INPUT"],
    ["balls larger than the pitch circle", samples, rate, { ...geometry, elementDiameter: 50 }, speed, "BAD_INPUT"],
    ["a missing diameter", samples, rate, { ...geometry, pitchDiameter: Number.NaN }, speed, "BAD_INPUT"],
  ])("refuses %s in a sentence", (_, input, sampleRate, bearing, turning, code) => {
    expect(() => bearingAnalysis(input, sampleRate, bearing, turning)).toThrow(expect.objectContaining({ code }));
  });
});
