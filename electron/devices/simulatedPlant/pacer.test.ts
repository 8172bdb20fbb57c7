import { describe, expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

const never = new AbortController().signal;

function clocks() {
  const now = { steady: 1000, wall: 500_000 };
  return { now, clocks: { steady: () => now.steady, wall: () => now.wall } };
}

describe("the pace of the demo plant", () => {
  it("catches up with a reader that is a little late: nothing is lost", async () => {
    const { now, clocks: both } = clocks();
    const pacer = new Pacer(1000, now.wall, both);
    now.steady += 4000;
    now.wall += 4000;
    for (const frames of [100, 200, 300]) expect(await pacer.wait(frames, never)).toBe(0);
  });

  it("counts what a reader that was busy for 20 s has lost, once", async () => {
    const { now, clocks: both } = clocks();
    const pacer = new Pacer(1000, now.wall, both);
    now.steady += 20_000;
    now.wall += 20_000;
    expect(await pacer.wait(100, never)).toBe(19_900);
    now.steady += 100;
    now.wall += 100;
    expect(await pacer.wait(20_100, never)).toBe(0);
  });

  it("notices that the station slept, when only the wall clock went on", async () => {
    const { now, clocks: both } = clocks();
    const pacer = new Pacer(1000, now.wall, both);
    now.steady += 100;
    now.wall += 3_600_100;
    expect(await pacer.wait(100, never)).toBe(3_600_000);
    now.steady += 100;
    now.wall += 100;
    const before = performance.now();
    expect(await pacer.wait(3_600_200, never)).toBe(0);
    expect(performance.now() - before).toBeLessThan(50);
  });

  it("is not held up by a wall clock that is set back", async () => {
    const { now, clocks: both } = clocks();
    const pacer = new Pacer(1000, now.wall, both);
    now.wall -= 3_600_000;
    now.steady += 100;
    expect(await pacer.wait(100, never)).toBe(0);
  });
});
