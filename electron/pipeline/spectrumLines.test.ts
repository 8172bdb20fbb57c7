import { describe, expect, it } from "vitest";
import { parseMicrophoneCurve } from "../domain/microphoneCurve.ts";
import { LivePictures } from "./livePictures.ts";
import { lineSpectrumLength, spectrumLines } from "./spectrumLines.ts";

const rate = 25_600;
const sine = (frequency: number, amplitude: number, length: number) =>
  Float32Array.from({ length }, (_, n) => 3 + amplitude * Math.sin((2 * Math.PI * frequency * n) / rate));

describe("spectrumLines", () => {
  it("shows a sine on a line at its level, at line number × step", () => {
    const { step, levels } = spectrumLines(sine(100 * 1.5625, 0.1, 16_384), rate)!;
    expect(step).toBe(1.5625);
    expect(levels.length).toBe(8193);
    expect(levels.indexOf(Math.max(...levels))).toBe(100);
    expect(levels[100]).toBeCloseTo(-20, 1);
    expect(levels[0]).toBeLessThan(-60);
  });

  it("takes out the response of the sensor", () => {
    const response = parseMicrophoneCurve("10\t-6\n1000\t6", "m.txt");
    const line = 128;
    const plain = spectrumLines(sine(line * 1.5625, 0.1, 16_384), rate)!.levels[line]!;
    const corrected = spectrumLines(sine(line * 1.5625, 0.1, 16_384), rate, response)!.levels[line]!;
    // 200 Hz: log₁₀ 20 of two decades from −6 to 6 dB.
    expect(plain - corrected).toBeCloseTo(-6 + 6 * Math.log10(20), 1);
  });

  it("says nothing of samples that are not numbers, and stops at the floor for silence", () => {
    expect(spectrumLines(new Float32Array([1, Number.NaN]), rate)).toBeUndefined();
    expect(spectrumLines(new Float32Array(0), rate)).toBeUndefined();
    expect(new Set(spectrumLines(new Float32Array(256), rate)!.levels)).toEqual(new Set([-160]));
  });

  it("is as long as a healthy spectrum, within bounds", () => {
    expect([100, 1000, 25_600, 51_200, 192_000].map(lineSpectrumLength)).toEqual([256, 512, 16_384, 16_384, 16_384]);
  });
});

describe("live pictures", () => {
  it("carry lines about five times a second once there are enough samples", () => {
    const pictures = new LivePictures("point", rate);
    const block = sine(1000, 1, 1280);
    const drawn = Array.from({ length: 60 }, (_, index) => pictures.push(block, (index + 1) * 50));
    const withLines = drawn.flatMap((picture, index) => (picture?.lines === undefined ? [] : [index]));
    expect(withLines[0]).toBe(12);
    expect(withLines.slice(1).map((index, place) => index - withLines[place]!)).toEqual(
      new Array(withLines.length - 1).fill(4),
    );
    expect(drawn.filter((picture) => picture !== undefined).length).toBe(57);
  });

  it("show the spectra without the response of the sensor, also when it becomes known meanwhile; waveform and level as they are", () => {
    const pictures = new LivePictures("point", rate);
    const response = parseMicrophoneCurve("10\t6\n20000\t6", "m.txt");
    const block = sine(1000, 1, 5120);
    const drawn = Array.from(
      { length: 8 },
      (_, i) => pictures.push(block, (i + 1) * 200, i < 5 ? undefined : response)!,
    );
    const [before, after] = [drawn[4]!, drawn[5]!];
    expect(Math.max(...after.spectrum.levels)).toBeCloseTo(Math.max(...before.spectrum.levels) - 6, 3);
    expect(Math.max(...after.lines!.levels)).toBeCloseTo(Math.max(...before.lines!.levels) - 6, 1);
    expect([after.rms, after.peak, after.waveform]).toEqual([before.rms, before.peak, before.waveform]);
  });
});
