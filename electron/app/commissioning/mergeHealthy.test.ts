import { expect, it } from "vitest";
import { mergeHealthy } from "./mergeHealthy.ts";

const spectrum = (low: number, middle: number, high: number, top = 1000) => ({
  top,
  low: [low, low],
  middle: [middle, middle],
  high: [high, high],
});

it("spans the healthy spectra of all sessions", () => {
  const merged = mergeHealthy([
    { p: spectrum(-70, -60, -50) },
    { p: spectrum(-66, -50, -45) },
    { p: spectrum(-68, -58, -49) },
  ]);
  expect(merged.p).toEqual(spectrum(-70, -56, -45));
});

it("takes the latest alone when the sensor has another rate, or is new", () => {
  const latest = { p: spectrum(-66, -50, -45, 2000), q: spectrum(-1, 0, 1) };
  expect(mergeHealthy([{ p: spectrum(-70, -60, -50) }, latest])).toEqual(latest);
  expect(mergeHealthy([])).toEqual({});
});
