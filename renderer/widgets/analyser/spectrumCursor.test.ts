import { describe, expect, it } from "vitest";
import { cursorMarks, type LineGrid, lineAt, nextPeak, readNear, refinePeak, strongest } from "./spectrumCursor.ts";

const rate = 4096;
const size = 1024;
const grid: LineGrid = { first: 0, step: rate / size, count: size / 2 + 1, fine: true };

/** The Hann spectrum of tones, by the sum that defines the transform: slow, and independent of every fast one. */
function linesOf(tones: readonly (readonly [frequency: number, amplitude: number])[]): (line: number) => number {
  const samples = Array.from({ length: size }, (_, n) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size);
    return tones.reduce((sum, [f, a]) => sum + a * window * Math.sin((2 * Math.PI * f * n) / rate), 0);
  });
  const levels = Array.from({ length: grid.count }, (_, k) => {
    let re = 0;
    let im = 0;
    for (const [n, sample] of samples.entries()) {
      re += sample * Math.cos((2 * Math.PI * k * n) / size);
      im -= sample * Math.sin((2 * Math.PI * k * n) / size);
    }
    return 20 * Math.log10((2 * Math.hypot(re, im)) / (size / 2) + 1e-9);
  });
  return (line) => levels[line]!;
}

describe("a cursor", () => {
  it.each([400, 401, 401.7, 402, 403.2])("reads a tone of 0.1 at %d Hz between its lines", (frequency) => {
    const level = linesOf([[frequency, 0.1]]);
    const reading = refinePeak(grid, level, strongest(level, 0, grid.count - 1));
    expect(Math.abs(reading.frequency - frequency)).toBeLessThan(0.02);
    expect(Math.abs(reading.level + 20)).toBeLessThan(0.05);
  });

  it("reads the strongest of the neighbouring lines, so that a harmonic need not be hit exactly", () => {
    const level = linesOf([[800, 1]]);
    expect(readNear(grid, level, 805).frequency).toBeCloseTo(800, 1);
    expect(readNear(grid, level, 805).level).toBeCloseTo(0, 1);
    expect(readNear({ ...grid, fine: false }, level, 805).level).toBeLessThan(-5);
  });

  it("leaves a line that is no peak as it is", () => {
    const slope = (line: number) => -line;
    expect(refinePeak(grid, slope, 7)).toEqual({ frequency: 28, level: -7 });
    expect(refinePeak(grid, slope, 0)).toEqual({ frequency: 0, level: -0 });
  });

  it("walks from peak to peak and stays where there is none", () => {
    const level = linesOf([
      [400, 1],
      [800, 0.1],
      [1200, 0.5],
    ]);
    const [one, two, three] = [400, 800, 1200].map((frequency) => lineAt(grid, frequency));
    expect(nextPeak(grid, level, 10, 1)).toBe(one);
    expect(nextPeak(grid, level, one!, 1)).toBe(two);
    expect(nextPeak(grid, level, two!, 1)).toBe(three);
    expect(nextPeak(grid, level, three!, -1)).toBe(two);
    expect(nextPeak(grid, () => -50, 100, 1)).toBe(100);
  });

  it("marks up to ten harmonics and five sidebands to either side, within the grid", () => {
    expect(cursorMarks("harmonics", grid, 100, 1).map((mark) => mark.frequency)).toEqual([
      100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
    ]);
    expect(cursorMarks("harmonics", grid, 600, 1).map((mark) => mark.order)).toEqual([1, 2, 3]);
    expect(cursorMarks("sidebands", grid, 100, 30).map((mark) => mark.order)).toEqual([-3, -2, -1, 0, 1, 2, 3, 4, 5]);
    expect(cursorMarks("sidebands", grid, 100, 30)[0]).toEqual({ order: -3, frequency: 10 });
    expect(cursorMarks("single", grid, 100, 30)).toEqual([{ order: 1, frequency: 100 }]);
    expect(cursorMarks("harmonics", grid, 0, 1)).toEqual([{ order: 1, frequency: 0 }]);
  });

  it("finds the nearest line, never beyond the ends", () => {
    expect([-5, 0, 5.9, 6.1, 1e9].map((frequency) => lineAt(grid, frequency))).toEqual([0, 0, 1, 2, 512]);
  });
});
