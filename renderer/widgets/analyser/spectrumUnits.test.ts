import { describe, expect, it } from "vitest";
import { amplitudeUnit, conversion, firstMeaningfulLine, offeredUnits, shownAmplitude } from "./spectrumUnits.ts";

const linear = (level: number) => 10 ** (level / 20);

describe("units of a spectrum", () => {
  it("turn acceleration into velocity and displacement by dividing by ω", () => {
    // 1 g at 159.1549 Hz (ω = 1000/s): 9.80665 mm/s, 9.80665 µm
    const frequency = 1000 / (2 * Math.PI);
    expect(linear(conversion("g", "m/s²", frequency))).toBeCloseTo(9.80665, 9);
    expect(linear(conversion("g", "mm/s", frequency))).toBeCloseTo(9.80665, 9);
    expect(linear(conversion("g", "µm", frequency))).toBeCloseTo(9.80665, 9);
    expect(linear(conversion("g", "mm/s", 10 * frequency))).toBeCloseTo(0.980665, 9);
    expect(linear(conversion("g", "µm", 10 * frequency))).toBeCloseTo(0.0980665, 9);
  });

  it("go both ways without a loss", () => {
    for (const from of offeredUnits("g")) {
      for (const to of offeredUnits("g")) {
        expect(conversion(from, to, 77) + conversion(to, from, 77)).toBeCloseTo(0, 9);
      }
    }
  });

  it("stay as they are where no physics leads anywhere else", () => {
    expect(offeredUnits("Pa")).toEqual(["Pa"]);
    expect(conversion("Pa", "g", 100)).toBe(0);
    expect(conversion("g", "g", 0)).toBe(0);
  });

  it("say 94 dB for a sound of 1 Pa effective value, and 0 dB for an amplitude of 1 of anything else", () => {
    const amplitudeOfOnePascal = 20 * Math.log10(Math.SQRT2);
    expect(shownAmplitude(amplitudeOfOnePascal, "Pa", "dB")).toBeCloseTo(93.98, 2);
    expect(amplitudeUnit("Pa", "dB")).toBe("dB re 20 µPa");
    expect(shownAmplitude(0, "mm/s", "dB")).toBe(0);
    expect(shownAmplitude(-20, "mm/s", "linear")).toBeCloseTo(0.1, 12);
    expect(amplitudeUnit("mm/s", "linear")).toBe("mm/s");
  });

  it("leave out the lines that integration would blow up, and no others", () => {
    expect(firstMeaningfulLine("g", "mm/s")).toBe(3);
    expect(firstMeaningfulLine("g", "m/s²")).toBe(0);
    expect(firstMeaningfulLine("µm", "g")).toBe(0);
  });
});
