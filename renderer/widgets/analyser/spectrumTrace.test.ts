import { describe, expect, it } from "vitest";
import { SpectrumTrace, type TraceChoices } from "./spectrumTrace.ts";

const lines: TraceChoices = { averaging: "off", unit: "g", scale: "dB", resolution: "lines" };
/** 0 … 1000 Hz in lines of 1 Hz, silent but for one of 0.5 g at 250 Hz. */
const spectrum = { step: 1, levels: Array.from({ length: 1001 }, (_, line) => (line === 250 ? -6.0206 : -100)) };

function shown(choices: Partial<TraceChoices>): SpectrumTrace {
  const trace = new SpectrumTrace("g", { ...lines, ...choices });
  trace.add(spectrum);
  return trace;
}

describe("SpectrumTrace", () => {
  it("reads a tone in every unit and scale", () => {
    const omega = 2 * Math.PI * 250;
    expect(shown({}).read(250)?.shown).toBeCloseTo(-6.02, 2);
    expect(shown({ scale: "linear" }).read(250)?.shown).toBeCloseTo(0.5, 4);
    expect(shown({ scale: "linear", unit: "mm/s" }).read(250)?.shown).toBeCloseTo((0.5 * 9806.65) / omega, 4);
    expect(shown({ scale: "linear", unit: "µm" }).read(250)?.shown).toBeCloseTo((0.5 * 9_806_650) / omega ** 2, 4);
  });

  it("draws the same numbers that it reads", () => {
    const [frequencies, , , highest, now] = shown({ scale: "linear", unit: "mm/s" }).columns();
    // 0 Hz and what leaks from it are left out.
    expect(frequencies[0]).toBe(3);
    expect(frequencies[247]).toBe(250);
    expect(now[247]).toBeCloseTo((0.5 * 9806.65) / (2 * Math.PI * 250), 4);
    expect(highest[247]).toBe(now[247]);
    expect(now.length).toBe(998);
  });

  it("shows the strongest line of each band beside the healthy state of that band", () => {
    const trace = shown({ resolution: "bands" });
    trace.compareWith({ top: 1000, low: [-90, -80], middle: [-85, -75], high: [-70, -60] });
    const [frequencies, low, high, , now] = trace.columns();
    expect([...frequencies]).toEqual([250, 750]);
    expect([...low]).toEqual([-90, -80]);
    expect([...high]).toEqual([-70, -60]);
    expect(now[0]).toBeCloseTo(-6.02, 2);
    expect(now[1]).toBeCloseTo(-100, 6);
    expect(trace.read(10)).toMatchObject({ frequency: 250 });
  });

  it("has nothing to say where integration would only show its own drift", () => {
    const trace = shown({ unit: "µm" });
    expect(trace.read(2)).toBeUndefined();
    expect(trace.read(3)).toBeDefined();
    expect(shown({}).read(1)).toBeDefined();
    expect(shown({}).read(0)).toBeUndefined();
    expect(new SpectrumTrace("g", lines).read(100)).toBeUndefined();
  });

  it("keeps a held spectrum when the way of looking at it changes", () => {
    const trace = shown({ averaging: "16" });
    trace.choose({ ...lines, averaging: "4", scale: "linear" });
    expect(trace.read(250)?.shown).toBeCloseTo(0.5, 4);
  });

  it("forgets another rate's spectra", () => {
    const trace = shown({ averaging: "16" });
    trace.add({ step: 2, levels: new Array(1001).fill(-40) });
    expect(trace.averaged).toBe(1);
    expect(trace.read(500)?.level).toBeCloseTo(-40, 9);
    expect(trace.columns()[0].at(-1)).toBe(2000);
  });
});
