import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { lookAtChannel } from "./channelLook.ts";

const rate = 48_000;
const size = 32_768;

/** Amplitudes of the harmonics of a frequency, on noise. */
function lines(frequency: number, amplitudes: readonly number[], noise = 0.01) {
  const random = seededNoise(2);
  return Float32Array.from({ length: size }, (_, n) =>
    amplitudes.reduce(
      (sum, amplitude, index) =>
        sum + amplitude * Math.sin((2 * Math.PI * frequency * (index + 1) * n) / rate + index * index),
      noise * random(),
    ),
  );
}

const humOf = (samples: Float32Array) => lookAtChannel(samples, rate)?.hum;

describe("hum of the mains", () => {
  it.each([50, 50.08, 60, 59.95])("at %d Hz is known by its harmonics", (frequency) => {
    const hum = humOf(lines(frequency, [1, 0.3, 0.6, 0.1, 0.3]));
    expect(hum?.frequency).toBe(Math.round(frequency));
    expect(hum?.above).toBeGreaterThan(20);
  });

  it("is known by the third harmonic alone, as ground loops have it", () => {
    expect(humOf(lines(50, [1, 0, 0.3]))?.frequency).toBe(50);
    expect(humOf(lines(60, [0.5, 0, 1]))?.frequency).toBe(60);
  });

  it("is told by how much it stands above the rest", () => {
    const noise = 0.5;
    const power = (1 + 0.09 + 0.36 + 0.01) / 2;
    expect(humOf(lines(50, [1, 0.3, 0.6, 0.1], noise))?.above).toBeCloseTo(10 * Math.log10(power / noise ** 2), 0);
  });

  it.each([
    ["a motor of two poles with its slip", lines(49.4, [1, 0.3, 0.6, 0.1, 0.3])],
    ["a motor of four poles", lines(24.7, [1, 0.8, 0.6, 0.5, 0.3, 0.2])],
    ["a single line at 50 Hz", lines(50, [1])],
    ["a line at 50 Hz and its double, as a machine of that speed has", lines(50, [1, 0.4])],
    ["a motor of two poles with its slip and a third harmonic", lines(49.6, [1, 0, 0.5])],
    ["twice the grid's frequency, as any motor has", lines(100, [1, 0.4, 0.2])],
    ["hum below the noise of the machine", lines(50, [0.2, 0.06, 0.12, 0.02, 0.06], 0.5)],
    ["noise alone", lines(50, [])],
  ])("is not %s", (_, samples) => {
    expect(humOf(samples)).toBeUndefined();
  });
});
