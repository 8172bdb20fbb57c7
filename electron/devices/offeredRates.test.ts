import { expect, it } from "vitest";
import { checkRate, offeredRates, proposedRate, rateNotOffered } from "./offeredRates.ts";

it("offers the usual rates between two, ascending, and proposes one that shows bearings", () => {
  const rates = offeredRates(1000, 52_734);
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
  expect(rates).toEqual(expect.arrayContaining([1000, 10_240, 25_600, 51_200, 52_734]));
  expect(proposedRate(rates)).toBe(25_600);
  expect(proposedRate(offeredRates(0, 9000))).toBe(8192);
  expect(proposedRate([])).toBe(0);
});

it("takes a thousandth for drift, and more for another rate", () => {
  expect(() => checkRate("Box", 10_000, 10_010)).not.toThrow();
  for (const actual of [10_011, 9989, 12_800]) {
    expect(() => checkRate("Box", 10_000, actual)).toThrow(
      expect.objectContaining({
        code: "RATE_NOT_OFFERED",
        message: `Box does not offer 10000 Hz, but ${actual} Hz. Choose one of these.`,
        details: { asked: 10_000, offered: [actual] },
      }),
    );
  }
  expect(rateNotOffered("Box", 10, []).message).toBe("Box does not offer 10 Hz. Choose another rate.");
});
