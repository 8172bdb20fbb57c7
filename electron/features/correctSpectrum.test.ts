import { describe, expect, it } from "vitest";
import { parseMicrophoneCurve } from "../domain/microphoneCurve.ts";
import { amplitudeSpectrum } from "./amplitudeSpectrum.ts";
import { correctSpectrum } from "./correctSpectrum.ts";
import { welchPsd } from "./welchPsd.ts";

const rate = 8000;
const curve = parseMicrophoneCurve("10\t-6\n1000\t6", "m.txt");
/** 1 Pa at 1 kHz as a microphone hears it that is 6 dB too sensitive there. */
const heard = Float64Array.from({ length: rate }, (_, n) => 10 ** (6 / 20) * Math.sin((2 * Math.PI * 1000 * n) / rate));

describe("correctSpectrum", () => {
  it("gives back the true amplitude and power", () => {
    expect(correctSpectrum(amplitudeSpectrum(heard), 1, "amplitude", curve)[1000]).toBeCloseTo(1, 9);
    const { density, binWidth } = welchPsd(heard, rate, rate);
    const power = correctSpectrum(density, binWidth, "power", curve).reduce((sum, value) => sum + value * binWidth, 0);
    expect(power).toBeCloseTo(0.5, 3);
  });

  it("leaves its input alone and refuses a width of nothing", () => {
    const spectrum = Float64Array.of(1, 2, 3);
    correctSpectrum(spectrum, 10, "power", curve);
    expect([...spectrum]).toEqual([1, 2, 3]);
    expect(() => correctSpectrum(spectrum, 0, "power", curve)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
