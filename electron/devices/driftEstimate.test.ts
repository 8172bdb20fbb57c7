import { describe, expect, it } from "vitest";
import { DriftEstimate } from "./driftEstimate.ts";

/** Uniform in [0, 1), the same every time. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A tenth of a second of samples each, from a sender whose clock runs `ppm` fast, late by up to `jitter` ms, now and then by 2 s. */
function follow(
  estimate: DriftEstimate,
  from: number,
  seconds: number,
  ppm: number,
  jitter: number,
  random: () => number,
) {
  for (let elapsed = 0; elapsed < seconds * 1000; elapsed += 100) {
    const heldUp = random() < 0.002 ? 2000 * random() : 0;
    const taken = elapsed / (1 + ppm / 1e6);
    estimate.add(from + elapsed, taken - elapsed + jitter * random() + heldUp);
  }
}

describe("the drift of a clock", () => {
  it.each([
    [0, 5],
    [40, 5],
    [-120, 20],
    [2000, 20],
    [-20_000, 30],
  ])("of %d ppm is known after ten minutes, with arrivals up to %d ms late", (ppm, jitter) => {
    const estimate = new DriftEstimate();
    follow(estimate, 0, 600, ppm, jitter, seeded(7));
    const { drift, uncertainty } = estimate.clock!;
    expect(Math.abs(drift - ppm)).toBeLessThan((5 * jitter) / 6);
    expect(uncertainty).toBeLessThan((4 * jitter) / 6);
  });

  it("is as uncertain as it says: two thirds of the estimates lie within one standard deviation, nearly all within three", () => {
    const off = Array.from({ length: 60 }, (_, seed) => {
      const estimate = new DriftEstimate();
      follow(estimate, 0, 90, 100, 20, seeded(seed + 1));
      const { drift, uncertainty } = estimate.clock!;
      return Math.abs(drift - 100) / uncertainty;
    });
    expect(off.filter((each) => each <= 1).length).toBeGreaterThan(0.6 * off.length);
    expect(off.filter((each) => each <= 3).length).toBeGreaterThan(0.97 * off.length);
  });

  it("becomes surer with time", () => {
    const estimate = new DriftEstimate();
    const random = seeded(3);
    follow(estimate, 0, 10, 50, 20, random);
    const early = estimate.clock!.uncertainty;
    follow(estimate, 10_000, 1200, 50, 20, random);
    expect(estimate.clock!.uncertainty).toBeLessThan(early / 50);
  });

  it("goes on getting surer for an hour, and then goes with the temperature", () => {
    const estimate = new DriftEstimate();
    const random = seeded(3);
    follow(estimate, 0, 3600, 50, 20, random);
    expect(estimate.clock!.uncertainty).toBeLessThan(2);
    expect(Math.abs(estimate.clock!.drift - 50)).toBeLessThan(4);
  });

  it.each([
    ["48 to 44.1 kHz", 44_100 / 48_000 - 1],
    ["1000 to 900 lines a second", -0.1],
    ["up by 3 %", 0.03],
  ])("follows a rate that changes in mid-stream (%s) within 8 s", (_, change) => {
    const estimate = new DriftEstimate();
    const random = seeded(5);
    let arrival = 0;
    let elapsed = 0;
    const run = (seconds: number, rate: number) => {
      for (let block = 0; block < seconds * 10; block++, elapsed += 100, arrival += 100 / (1 + rate)) {
        estimate.add(elapsed, arrival - elapsed + 15 * random());
      }
    };
    run(120, 0);
    expect(Math.abs(estimate.clock!.drift)).toBeLessThan(100);
    run(8, change);
    expect(estimate.clock!.drift / 1e6).toBeCloseTo(change, 2);
    run(60, change);
    expect(Math.abs(estimate.clock!.drift / 1e6 - change)).toBeLessThan(0.0005);
  });

  it("takes neither a pause nor what catches up after it for another rate", () => {
    const estimate = new DriftEstimate();
    const drifts: number[] = [];
    const late = (elapsed: number) => (elapsed < 60_000 ? 0 : Math.max(0, 6000 - (elapsed - 60_000) * 0.6));
    for (let elapsed = 0; elapsed < 120_000; elapsed += 100) {
      estimate.add(elapsed, late(elapsed));
      drifts.push(Math.abs(estimate.clock?.drift ?? 0));
    }
    expect(Math.max(...drifts)).toBeLessThan(1000);
  });

  it("holds what it knew while it learns anew after a loss", () => {
    const estimate = new DriftEstimate();
    const random = seeded(11);
    follow(estimate, 0, 120, 300, 10, random);
    const known = estimate.clock!;
    estimate.restart();
    follow(estimate, 500_000, 10, 300, 10, random);
    expect(estimate.clock).toEqual(known);
    follow(estimate, 510_000, 60, 300, 10, random);
    expect(estimate.clock).not.toEqual(known);
    expect(estimate.clock!.drift).toBeCloseTo(300, -2);
  });
});
