import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SampleClock } from "./sampleClock.ts";

/** Blocks of 100 ms from a sender that runs at `trueRate`, each arriving `delay` later than it was measured. */
function follow(clock: SampleClock, trueRate: number, seconds: number, delay = (_: number) => 0, from = 0) {
  const stamps: { time: number; lostBefore: number; taken: number }[] = [];
  const length = 100;
  for (let sample = 0; sample < seconds * trueRate; sample += length) {
    const taken = from + (sample / trueRate) * 1000;
    stamps.push({ ...clock.stamp(taken + delay(sample / length), length), taken });
  }
  return stamps;
}

describe("SampleClock", () => {
  it("counts samples: jitter of the arrival hardly moves the time", () => {
    let random = 1;
    const jitter = () => {
      random = (random * 16_807) % 2_147_483_647;
      return (random / 2_147_483_647) * 30;
    };
    const stamps = follow(new SampleClock(1000), 1000, 60, jitter);
    const steps = stamps.slice(1).map((stamp, i) => stamp.time - stamps[i]!.time);
    expect(Math.max(...steps.map((step) => Math.abs(step - 100)))).toBeLessThan(0.5);
    expect(stamps.every((stamp) => stamp.lostBefore === 0)).toBe(true);
  });

  it.each([980, 1020])("keeps true time for an hour with a sender of %d Hz that should have 1000", (rate) => {
    const clock = new SampleClock(1000);
    const stamps = follow(clock, rate, 3600);
    expect(Math.max(...stamps.map((stamp) => Math.abs(stamp.time - stamp.taken)))).toBeLessThan(300);
    expect(stamps.every((stamp, i) => i === 0 || stamp.time > stamps[i - 1]!.time)).toBe(true);
    expect(stamps.every((stamp) => stamp.lostBefore === 0)).toBe(true);
    expect(clock.aheadSince).toBeUndefined();
  });

  it.each([900, 1100])(
    "follows a sender that changes to %d Hz in mid-stream: it says so, and nothing counts as lost",
    (rate) => {
      const clock = new SampleClock(1000);
      follow(clock, 1000, 60);
      const stamps: (ReturnType<SampleClock["stamp"]> & { taken: number })[] = [];
      for (let sample = 0; sample < 30 * rate; sample += 100) {
        const taken = 60_000 + (sample / rate) * 1000;
        stamps.push({ ...clock.stamp(taken, 100), taken });
      }
      const told = stamps.findIndex((stamp) => Math.abs((stamp.clock?.drift ?? 0) / 1e6 - (rate / 1000 - 1)) < 0.005);
      expect(stamps[told]!.taken - 60_000).toBeLessThan(8000);
      expect(stamps.every((stamp) => stamp.lostBefore === 0)).toBe(true);
      expect(Math.max(...stamps.map((stamp) => Math.abs(stamp.time - stamp.taken)))).toBeLessThan(700);
      expect(Math.abs(stamps.at(-1)!.time - stamps.at(-1)!.taken)).toBeLessThan(100);
      expect(clock.aheadSince).toBeUndefined();
    },
  );

  it("counts a pause as lost samples, once it is sure that they do not catch up", () => {
    const clock = new SampleClock(1000);
    const before = follow(clock, 1000, 2);
    const after = follow(clock, 1000, 3, undefined, 3500);
    expect(before.concat(after).filter((stamp) => stamp.lostBefore > 0)).toHaveLength(1);
    const step = after.findIndex((stamp) => stamp.lostBefore > 0);
    expect(after[step]!.taken - 3500).toBe(1000);
    // The clock has begun to follow meanwhile: 5 % of a second.
    expect(after[step]!.lostBefore).toBeGreaterThanOrEqual(1440);
    expect(after[step]!.lostBefore).toBeLessThanOrEqual(1500);
    expect(after.at(-1)!.time).toBeCloseTo(after.at(-1)!.taken, -2);
  });

  it("counts nothing when samples were only held back", () => {
    const clock = new SampleClock(1000);
    const held = (block: number) => (block >= 10 && block < 40 ? (40 - block) * 100 : 0);
    const stamps = follow(clock, 1000, 10, held);
    expect(stamps.every((stamp) => stamp.lostBefore === 0)).toBe(true);
    expect(Math.max(...stamps.map((stamp) => Math.abs(stamp.time - stamp.taken)))).toBeLessThan(200);
  });

  it("counts what is known to be lost into the time, once", () => {
    const clock = new SampleClock(1000);
    clock.stamp(0, 100);
    expect(clock.stamp(150, 100, 50)).toEqual({ time: 150, lostBefore: 50 });
    expect(clock.missing(450)).toBe(200);
  });

  it("says since when a sender is too fast, and stays monotone", () => {
    const clock = new SampleClock(1000);
    const stamps = follow(clock, 2000, 5);
    expect(clock.aheadSince).toBeGreaterThan(1000);
    expect(clock.aheadSince).toBeLessThan(2500);
    expect(stamps.every((stamp, i) => i === 0 || stamp.time > stamps[i - 1]!.time)).toBe(true);
  });

  it.each([800, 500, 100, 10])(
    "tells the rate of a sender of %d Hz that should have 1000 within ten seconds",
    (rate) => {
      const clock = new SampleClock(1000);
      const length = Math.min(100, rate / 4);
      for (let sample = 0; sample <= 10 * rate; sample += length) {
        const arrival = (sample / rate) * 1000;
        const stamp = clock.stamp(arrival, length);
        expect(Math.abs(stamp.time - arrival)).toBeLessThan(3500);
        if (arrival > 8000) expect(stamp.clock?.drift).toBeCloseTo((rate / 1000 - 1) * 1e6, -4);
      }
    },
  );

  it("does not take a sender that pauses now and then for a slow one", () => {
    const clock = new SampleClock(1000);
    for (let block = 0; block < 600; block++) {
      // Two seconds of quiet after every six of samples.
      const arrival = block * 100 + Math.floor(block / 60) * 2000;
      expect(Math.abs(clock.stamp(arrival, 100).clock?.drift ?? 0)).toBeLessThan(5000);
    }
  });

  it("never goes back, whatever arrives", () => {
    const arrivals = fc.array(
      fc.record({
        wait: fc.double({ min: 0, max: 5000, noNaN: true }),
        length: fc.integer({ min: 1, max: 500 }),
        lost: fc.integer({ min: 0, max: 50 }),
      }),
    );
    fc.assert(
      fc.property(arrivals, (blocks) => {
        const clock = new SampleClock(1000);
        let arrival = 0;
        let end = Number.NEGATIVE_INFINITY;
        for (const { wait, length, lost } of blocks) {
          arrival += wait;
          const { time, lostBefore } = clock.stamp(arrival, length, lost);
          expect(Number.isInteger(lostBefore) && lostBefore >= 0).toBe(true);
          // 5 % of the block before is the most that the clock is corrected by.
          expect(time).toBeGreaterThanOrEqual(end + lostBefore);
          end = time + 0.949 * length;
        }
      }),
    );
  });
});
