import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Recipe } from "../features/recipe.ts";
import type { PlannedPoint } from "./analysisMessages.ts";
import { PointAnalysis } from "./pointAnalysis.ts";

const sampleRate = 100;
const point = (phase?: number): PlannedPoint => ({
  id: "p",
  componentId: "c",
  name: "Point",
  quantity: "acceleration",
  unit: "g",
  sensitivity: 0.5,
  mounting: "screw",
  direction: "radial",
  deviceId: "rig",
  channel: 0,
  sampleRate,
  ...(phase !== undefined && { phase }),
});
/** Every sample tells its own position, and so does the window: its first and its last value. */
const recipe: Recipe = {
  id: "ends/1",
  names: () => ["first", "last"],
  traits: () => [],
  prepare: () => ({ compute: (window) => Float32Array.of(window[0]!, window.at(-1)!) }),
};
const origin = 1_800_000_000_000;

/** Plays samples in blocks of these lengths; a negative length is a gap. */
function play(analysis: PointAnalysis, lengths: readonly number[]) {
  const windows: { position: number; first: number; last: number }[] = [];
  let position = 0;
  let lost = 0;
  for (const length of lengths) {
    if (length < 0) {
      lost -= length;
      position -= length;
      continue;
    }
    const samples = Float32Array.from({ length }, (_, n) => (position + n) / 2);
    for (const { time, vector } of analysis.push(samples, origin + position * 10, lost)) {
      const [first, last] = vector!.values;
      windows.push({ position: Math.round((time - origin) / 10), first: first!, last: last! });
    }
    position += length;
    lost = 0;
  }
  return windows;
}

describe("windows of a point", () => {
  it("follow one another in the unit of the point, whatever the blocks, and never bridge a gap", () => {
    const windows = play(new PointAnalysis(point(), recipe, sampleRate), [30, 250, 7, 40, -20, 99, 1, 30]);
    expect(windows).toEqual([
      { position: 0, first: 0, last: 99 },
      { position: 100, first: 100, last: 199 },
      { position: 200, first: 200, last: 299 },
      { position: 347, first: 347, last: 446 },
    ]);
  });

  it("come into phase with the second one, which reaches back into the first", () => {
    const windows = play(new PointAnalysis(point(0.75), recipe, sampleRate), [50, 50, 400, -33, 300]);
    expect(windows.map(({ position }) => position)).toEqual([0, 75, 175, 275, 375, 533, 575, 675]);
  });

  it("leave no sample between two gaps out, and are in phase from the second on", () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 350 }), fc.integer({ min: -150, max: -1 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 15 }), (played, step) => {
        const phase = step / 16;
        const windows = play(new PointAnalysis(point(phase), recipe, sampleRate), played);
        for (const [index, { position, first, last }] of windows.entries()) {
          expect([first, last]).toEqual([position, position + 99]);
          const before = windows[index - 1];
          if (before === undefined || position - before.position > 100) continue;
          // Not after a gap: one window, or less, further, and at the phase.
          const late = (((position - phase * 100) % 100) + 100) % 100;
          expect(Math.min(late, 100 - late)).toBeLessThanOrEqual(0.5);
        }
        let position = 0;
        let stretch = 0;
        for (const length of [...played, -1]) {
          if (length > 0) {
            stretch += length;
            position += length;
            continue;
          }
          // Each stretch without a gap is covered but for its last part, shorter than a window.
          for (let sample = position - stretch; sample < position - 100; sample++) {
            expect(windows.some(({ first, last }) => first <= sample && sample <= last)).toBe(true);
          }
          stretch = 0;
          position -= length;
        }
      }),
    );
  });

  it("have spectra without the response of the sensor, and features that do not know of it", () => {
    const response = { sensitivityFactor: null, analogGain: null, serialNumber: null };
    const loud = { ...point(), response: { ...response, frequencies: [1, 50], responses: [10, 10] } };
    const samples = Float32Array.from({ length: sampleRate }, (_, n) => Math.sin(n));
    const [plain] = new PointAnalysis(point(), recipe, sampleRate).push(samples, origin, 0);
    const [corrected] = new PointAnalysis(loud, recipe, sampleRate).push(samples, origin, 0);
    expect(corrected!.vector).toEqual(plain!.vector);
    expect(Math.max(...corrected!.spectrum!.levels)).toBeCloseTo(Math.max(...plain!.spectrum!.levels) - 10, 3);
  });
});
