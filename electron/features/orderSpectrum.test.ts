import { describe, expect, it } from "vitest";
import { orderSpectrum } from "./orderSpectrum.ts";

const rate = 8000;
const tone = Float64Array.from({ length: 2 * rate }, (_, n) => Math.sin((2 * Math.PI * 75 * n) / rate));
const pulsesAt = (hertz: number) => Array.from({ length: Math.floor(1.9 * hertz) + 1 }, (_, j) => j / hertz);

describe("orderSpectrum", () => {
  it("puts a tone at three times the speed into order 3", () => {
    const { spectrum, binWidth, revolutions } = orderSpectrum(tone, rate, pulsesAt(25), 64);
    expect(revolutions).toBe(47);
    const peak = spectrum.indexOf(Math.max(...spectrum));
    expect(peak * binWidth).toBeCloseTo(3, 9);
    // linear interpolation rounds the crests a little
    expect(spectrum[peak]).toBeCloseTo(1, 2);
  });

  it.each([
    ["no pulses", []],
    ["one pulse", [0.1]],
    ["pulses out of order", [0.1, 0.3, 0.2]],
    ["a pulse twice", [0.1, 0.2, 0.2]],
    ["a pulse before the recording", [-0.1, 0.1]],
    ["a pulse after it", [0.1, 2.1]],
    ["NaN", [0.1, Number.NaN]],
  ])("refuses %s", (_, pulses) => {
    expect(() => orderSpectrum(tone, rate, pulses)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });

  it.each([0, 3, 7.5, Number.NaN])("refuses %d angles a revolution, and a rate of 0", (perRevolution) => {
    const refusal = expect.objectContaining({ code: "BAD_INPUT" });
    expect(() => orderSpectrum(tone, rate, pulsesAt(25), perRevolution)).toThrow(refusal);
    expect(() => orderSpectrum(tone, 0, pulsesAt(25))).toThrow(refusal);
  });
});
