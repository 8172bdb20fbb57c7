import { describe, expect, it } from "vitest";
import { SpectrumAverage } from "./spectrumAverage.ts";

const levelsOf = (average: SpectrumAverage, lines: number) => Array.from({ length: lines }, (_, k) => average.level(k));

describe("SpectrumAverage", () => {
  it("shows the newest alone when it is off", () => {
    const average = new SpectrumAverage("off");
    average.add([-10, -20]);
    average.add([-30, -40]);
    expect(levelsOf(average, 2).map((level) => Math.round(level))).toEqual([-30, -40]);
    expect(average.count).toBe(1);
  });

  it("averages powers of the newest four: 0 dB once and silence three times is −6.02 dB", () => {
    const average = new SpectrumAverage("4");
    for (const level of [0, -300, -300, -300]) average.add([level]);
    expect(average.level(0)).toBeCloseTo(-6.0206, 3);
    average.add([-300]);
    expect(average.level(0)).toBeCloseTo(-300, 3);
  });

  it("is a true mean before it is full", () => {
    const average = new SpectrumAverage("16");
    average.add([0]);
    average.add([-300]);
    expect(average.level(0)).toBeCloseTo(-3.0103, 3);
    expect(average.count).toBe(2);
  });

  it("follows a step exponentially", () => {
    const average = new SpectrumAverage("exponential");
    for (let index = 0; index < 50; index += 1) average.add([-300]);
    average.add([0]);
    expect(average.level(0)).toBeCloseTo(-10, 6);
    for (let index = 0; index < 100; index += 1) average.add([0]);
    expect(average.level(0)).toBeCloseTo(0, 3);
  });

  it("holds the highest level of each line until told otherwise", () => {
    const average = new SpectrumAverage("off");
    average.add([-10, -50]);
    average.add([-30, -20]);
    expect([average.highest(0), average.highest(1)]).toEqual([-10, -20]);
    average.restartHighest();
    average.add([-40, -41]);
    expect([average.highest(0), average.highest(1)]).toEqual([-40, -41]);
  });

  it("starts anew when the number of lines changes", () => {
    const average = new SpectrumAverage("4");
    average.add([0, 0]);
    average.add([-20, -20, -20]);
    expect(average.count).toBe(1);
    expect(average.level(2)).toBeCloseTo(-20, 9);
  });
});
