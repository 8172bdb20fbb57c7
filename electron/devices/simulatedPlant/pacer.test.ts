import { describe, expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

const never = new AbortController().signal;

function pacerAt(start: number) {
  const now = { steady: start };
  return { now, pacer: new Pacer(1000, () => now.steady) };
}

describe("the pace of the demo plant", () => {
  it("catches up with a reader that is a little late: nothing is lost", async () => {
    const { now, pacer } = pacerAt(1000);
    now.steady += 4000;
    for (const frames of [100, 200, 300]) expect(await pacer.wait(frames, never)).toBe(0);
  });

  it("counts what a reader that was busy for 20 s has lost, once", async () => {
    const { now, pacer } = pacerAt(1000);
    now.steady += 20_000;
    expect(await pacer.wait(100, never)).toBe(19_900);
    now.steady += 100;
    expect(await pacer.wait(20_100, never)).toBe(0);
  });

  it("waits for what is not due yet", async () => {
    const { pacer } = pacerAt(1000);
    const before = performance.now();
    expect(await pacer.wait(50, never)).toBe(0);
    expect(performance.now() - before).toBeGreaterThan(45);
  });
});
