import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meydaItself } from "../../test/makers/meydaItself.ts";
import { meydaMfcc } from "./meydaMfcc.ts";

describe("meydaMfcc", () => {
  it("equals meyda's own to 1e-4 of the largest coefficient, at any rate, size, level and number of bands", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1000, 4267, 12_000, 16_000, 25_600, 44_100, 48_000, 96_000),
        fc.constantFrom(256, 512, 1024, 2048),
        fc.constantFrom(26, 40),
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (rate, size, bands, exponent, seed) => {
          const frame = noise(size, seed).map((x) => x * 10 ** exponent);
          const expected = meydaItself(rate, size, bands)(frame, ["mfcc"]).mfcc;
          const got = meydaMfcc(rate, size, bands).compute(new Float64Array(frame), 0);
          const largest = Math.max(...expected.map(Math.abs));
          expected.forEach((value, k) => {
            expect(Math.abs(got[k]! - value)).toBeLessThanOrEqual(1e-4 * largest + 1e-12);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has no coefficient beyond the number of its bands", () => {
    expect(() => meydaMfcc(48_000, 2048, 12, 13)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});

/** A tone in noise, by a small generator of its own. */
function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5 + Math.sin(n * 0.2);
  });
}
