import { expect, it } from "vitest";
import { decideRestart } from "./restartPolicy.ts";

it("replaces a worker at once, twice, and then waits ever longer, up to a minute", () => {
  const waits: number[] = [];
  let deaths = 0;
  for (let death = 0; death < 12; death++) {
    const next = decideRestart(deaths, 100);
    deaths = next.deaths;
    waits.push(next.wait);
  }
  expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
});

it("forgives everything to a worker that lived for a minute", () => {
  expect(decideRestart(9, 59_999).wait).toBeGreaterThan(0);
  expect(decideRestart(9, 60_000)).toEqual({ deaths: 1, wait: 0 });
});
