import { describe, expect, it } from "vitest";
import { bandMiddles, levelRange, resampleBands, spectrumSeries } from "./spectrumSeries.ts";

describe("spectrumSeries", () => {
  it("puts each band at its middle", () => {
    expect(bandMiddles(4, 800)).toEqual([100, 300, 500, 700]);
  });

  it("reads a healthy spectrum of another resolution at the right frequencies", () => {
    expect(resampleBands([-10, -20], 400, 4, 400)).toEqual([-10, -10, -20, -20]);
    expect(resampleBands([-10, -20], 400, 4, 800)).toEqual([-10, -20, null, null]);
  });

  it("leaves the band empty before anything was learned", () => {
    const [, low, high, now] = spectrumSeries({ top: 200, levels: [-1, -2] }, undefined);
    expect([low, high, now]).toEqual([
      [null, null],
      [null, null],
      [-1, -2],
    ]);
  });

  it("chooses a level range on whole tens, bounded downwards", () => {
    expect(levelRange([[-63, null], [-12]])).toEqual([-70, -10]);
    expect(levelRange([[-400, 0]])).toEqual([-130, 10]);
    expect(levelRange([[null]])).toEqual([-100, 0]);
  });
});
