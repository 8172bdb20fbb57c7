import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockSet, StationClock } from "./stationClock.ts";

const start = Date.UTC(2026, 2, 29, 0, 30);
const hour = 3_600_000;

/** A computer whose time of day can be set. */
function computer() {
  let steady = start;
  let difference = 0;
  const clock = new StationClock({ steady: () => steady, wall: () => steady + difference });
  const sets: ClockSet[] = [];
  clock.onSet((set) => sets.push(set));
  return {
    clock,
    sets,
    set: (by: number) => (difference += by),
    get wall() {
      return steady + difference;
    },
    get steady() {
      return steady;
    },
    /** Asks for the time ten times a second. */
    run(seconds: number): number[] {
      return Array.from({ length: Math.round(seconds * 10) }, () => {
        steady += 100;
        return clock.now();
      });
    },
  };
}

const steps = (times: readonly number[]) => times.slice(1).map((time, i) => time - times[i]!);

describe("the clock of the station", () => {
  it("follows what a time server corrects so gently that nobody sees it", () => {
    const pc = computer();
    pc.run(10);
    pc.set(80);
    const times = pc.run(600);
    expect(Math.max(...steps(times).map((step) => Math.abs(step - 100)))).toBeLessThanOrEqual(0.051);
    expect(times.at(-1)!).toBeCloseTo(pc.wall, -1);
    expect(pc.sets).toEqual([]);
  });

  it("takes no notice of a clock that is set and set right within seconds", () => {
    const pc = computer();
    pc.run(5);
    pc.set(24 * hour);
    const during = pc.run(3);
    pc.set(-24 * hour);
    const times = [...during, ...pc.run(20)];
    expect(steps(times).every((step) => Math.abs(step - 100) < 0.01)).toBe(true);
    expect(pc.sets).toEqual([]);
  });

  it.each([hour, 24 * hour])("leaps once when it was set forward by %d ms, and says so", (by) => {
    const pc = computer();
    const before = pc.run(5);
    pc.set(by);
    const times = [before.at(-1)!, ...pc.run(60)];
    expect(steps(times).filter((step) => Math.abs(step - 100) > 1)).toEqual([by + 100]);
    expect(times.at(-1)).toBe(pc.wall);
    expect(pc.sets).toHaveLength(1);
    expect(pc.sets[0]!.by).toBe(by);
    expect(pc.sets[0]!.time - before.at(-1)!).toBeLessThan(8000);
  });

  it.each([-hour, -24 * hour])("waits for one that was set back by %d ms: no time comes twice", (by) => {
    const pc = computer();
    const before = pc.run(5);
    pc.set(by);
    const times = [before.at(-1)!, ...pc.run(3600)];
    expect(Math.min(...steps(times))).toBeGreaterThanOrEqual(94.99);
    expect(Math.max(...steps(times))).toBeLessThanOrEqual(100.001);
    // An hour of waiting takes back three minutes.
    expect(times.at(-1)! - pc.steady).toBeCloseTo(-0.05 * hour, -4);
    expect(pc.sets.map((set) => set.by)).toEqual([by]);
  });

  it("has the hour back after a day, and then goes with the time of day", () => {
    const pc = computer();
    pc.run(5);
    pc.set(-hour);
    pc.run(21 * 3600);
    expect(Math.abs(pc.clock.now() - pc.wall)).toBeLessThan(1);
  });

  it("knows when samples on their way were taken, also across a leap", () => {
    const pc = computer();
    pc.run(5);
    const taken = pc.steady;
    pc.set(hour);
    pc.run(20);
    expect(pc.clock.utcOf(taken)).toBe(taken);
    expect(pc.clock.utcOf(pc.steady)).toBe(pc.steady + hour);
  });

  it("never goes back, whatever is done to the time of day", () => {
    const doings = fc.array(
      fc.record({ by: fc.integer({ min: -2 * 24 * hour, max: 2 * 24 * hour }), seconds: fc.nat(40) }),
    );
    fc.assert(
      fc.property(doings, (all) => {
        const pc = computer();
        const times = all.flatMap(({ by, seconds }) => {
          pc.set(by);
          return pc.run(seconds);
        });
        expect(steps(times).every((step) => step >= 94.99)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
