import { describe, expect, it } from "vitest";
import { normalQuantile, normalShare } from "./normalQuantile.ts";

describe("the normal distribution", () => {
  // M. Abramowitz and I. Stegun, table 26.1
  it.each([
    [0, 0.5],
    [1, 0.8413447461],
    [1.64, 0.9494974165],
    [2.5, 0.9937903347],
    [4, 0.9999683288],
  ])("has the share below %f", (z, share) => {
    expect(normalShare(z)).toBeCloseTo(share, 6);
    expect(normalShare(-z)).toBeCloseTo(1 - share, 6);
  });

  it("is found back", () => {
    for (const z of [-3, -1.5, -0.2, 0.7, 2, 3.5]) expect(normalQuantile(normalShare(z))).toBeCloseTo(z, 5);
  });
});
