import { describe, expect, it } from "vitest";
import { healthStates } from "../../electron/domain/assessment.ts";
import { palettes, type Scheme, stateColour } from "./palette.ts";

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(["light", "dark"] as const)("the %s palette", (scheme: Scheme) => {
  const palette = palettes[scheme];
  const grounds = [palette.ground, palette.surface, palette.raised];

  it("measures contrast as the definition does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("keeps text readable on every surface", () => {
    for (const ground of grounds) {
      for (const text of [palette.text, palette.quiet, palette.alarm, palette.warning, palette.watch, palette.sensor]) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("keeps every state's shape visible on every surface", () => {
    for (const state of healthStates) {
      for (const ground of grounds) {
        expect(contrast(stateColour(palette, state), ground), `${state} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it("lets the spectrogram grow steadily in contrast to its ground", () => {
    const steps = palette.heat.map((colour) => contrast(colour, palette.heat[0]!));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)!).toBeGreaterThan(10);
  });
});
