import { describe, expect, it } from "vitest";
import { cepstrum } from "./cepstrum.ts";

const rate = 8000;
const harmonicsOf = (hertz: number) =>
  Float64Array.from({ length: rate }, (_, n) => {
    let sum = 0;
    for (let h = 1; h * hertz < rate / 2; h++) sum += Math.cos((2 * Math.PI * h * hertz * n) / rate);
    return sum;
  });

describe("cepstrum", () => {
  it("gathers a family of lines 40 Hz apart into one peak at 25 ms", () => {
    const { peak } = cepstrum(harmonicsOf(40), rate, [0.01, 0.045]);
    expect(peak?.quefrency).toBeCloseTo(1 / 40, 9);
    expect(peak?.value).toBeGreaterThan(0.5);
  });

  it.each([
    ["a range upside down", [0.05, 0.01]],
    ["a range below 0", [-0.01, 0.05]],
    ["a range beyond half the recording", [0.01, 0.6]],
    ["NaN", [Number.NaN, 0.05]],
  ] as const)("refuses %s", (_, range) => {
    expect(() => cepstrum(harmonicsOf(40), rate, range)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
