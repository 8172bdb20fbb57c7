import { describe, expect, it } from "vitest";
import type { HealthySpectrum } from "../domain/alert.ts";
import { levelJump } from "./levelJump.ts";
import { machineHeard } from "./machineHeard.ts";

const bands = 256;
const top = 12_800;
/** A machine: noise that falls with frequency, lines every 20 bands, and a hump. */
const middle = Array.from({ length: bands }, (_, band) => {
  const line = band % 20 === 5 ? 22 : 0;
  return -60 - band / 16 + line + 10 * Math.exp(-(((band - 150) / 15) ** 2));
});
const healthy: HealthySpectrum = {
  top,
  middle,
  low: middle.map((level) => level - 3),
  high: middle.map((level) => level + 3),
};
/** Scatter of a single window, ± 2 dB, the same every time. */
const window = (change: (level: number, band: number) => number) => ({
  top,
  levels: middle.map((level, band) => change(level, band) + 2 * Math.sin(band * band)),
});

describe("a change of scale", () => {
  it.each([10, 9.81, 100, 0.1])("by a factor of %d is known by its being the same at all frequencies", (factor) => {
    const decibels = 20 * Math.log10(factor);
    const jump = levelJump(
      window((level) => level + decibels),
      healthy,
    );
    expect(jump?.change).toBeCloseTo(decibels, 0);
    expect(jump?.isSure).toBe(true);
  });

  it.each([
    ["nothing", window((level) => level)],
    ["more load: all a little louder", window((level) => level + 6)],
    ["a bearing: a hump of 30 dB", window((level, band) => level + 30 * Math.exp(-(((band - 80) / 25) ** 2)))],
    ["cavitation: the upper half 25 dB louder", window((level, band) => (band > 128 ? level + 25 : level))],
    ["imbalance: one line 30 dB louder", window((level, band) => (band === 5 ? level + 30 : level))],
    ["a machine that is off: all lines gone", window((_, band) => -95 - band / 40)],
    [
      "noise all over, 20 dB above what was between the lines",
      window((level, band) => Math.max(-42 - band / 16, level)),
    ],
    ["silence", window(() => -160)],
  ])("is not %s", (_, now) => {
    expect(levelJump(now, healthy)).toBeUndefined();
  });

  it("is not sure in a spectrum without lines: noise all over looks the same", () => {
    const smooth = middle.map((_, band) => -60 - band / 16);
    const plain = {
      top,
      middle: smooth,
      low: smooth.map((level) => level - 3),
      high: smooth.map((level) => level + 3),
    };
    expect(levelJump({ top, levels: smooth.map((level) => level + 20) }, plain)).toEqual({ change: 20, isSure: false });
  });

  it("is not looked for in spectra of another range", () => {
    expect(levelJump({ ...window((level) => level + 20), top: 6400 }, healthy)).toBeUndefined();
    expect(machineHeard({ top, levels: [] }, healthy)).toBeUndefined();
  });
});

describe("what a point hears of its machine", () => {
  it.each([
    ["running", window((level) => level)],
    ["running", window((level) => level + 15)],
    ["running", window((level, band) => (band % 20 === 5 ? level : level - 20))],
    ["little", window((level) => level - 10)],
    ["little", window((level, band) => (band > 60 && band % 20 === 5 ? level - 8 : level - 18))],
    ["nothing", window(() => -110)],
    ["nothing", window((level, band) => (band === 25 ? level - 9 : level - 40))],
  ] as const)("is %s", (heard, now) => {
    expect(machineHeard(now, healthy)).toBe(heard);
  });
});
