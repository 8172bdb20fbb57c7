import { describe, expect, it } from "vitest";
import { parseMicrophoneCurve } from "../domain/microphoneCurve.ts";
import { responseFactors } from "./responseFactors.ts";

const curve = parseMicrophoneCurve("10\t-20\n1000\t20", "m.txt");

describe("responseFactors", () => {
  it("undo the response at every bin, the ends held", () => {
    const factors = responseFactors(curve, 201, 10);
    expect([0, 1, 10, 100, 200].map((bin) => factors[bin])).toEqual(
      [10, 10, 1, 0.1, 0.1].map((value) => expect.closeTo(value, 12)),
    );
  });

  it("are computed once for a curve and a length, and do not pile up", () => {
    const first = responseFactors(curve, 64, 1);
    expect(responseFactors(curve, 64, 1)).toBe(first);
    expect(responseFactors(curve, 64, 2)).not.toBe(first);
    for (let bins = 100; bins < 104; bins++) responseFactors(curve, bins, 1);
    expect(responseFactors(curve, 64, 1)).not.toBe(first);
    expect(responseFactors(curve, 64, 1)).toEqual(first);
  });
});
