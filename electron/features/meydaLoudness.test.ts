import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { meydaEleven } from "./meydaEleven.ts";
import { type MeydaLoudness, meydaLoudness } from "./meydaLoudness.ts";

/** Meyda's own extractors with a Bark scale of their own: its singleton keeps the one it met first. */
const require = createRequire(import.meta.url);
const extractors = require("meyda/dist/node/featureExtractors.js");
const { createBarkScale, applyWindow } = require("meyda/dist/node/utilities.js");
const { fft } = createRequire(require.resolve("meyda"))("fftjs");

function byMeyda(frame: Float32Array, sampleRate: number): MeydaLoudness {
  const bufferSize = frame.length;
  const spectrum = fft(applyWindow(frame.slice(), "hanning"));
  const ampSpectrum = new Float32Array(bufferSize / 2);
  for (let k = 0; k < ampSpectrum.length; k++) ampSpectrum[k] = Math.hypot(spectrum.real[k], spectrum.imag[k]);
  const given = { ampSpectrum, bufferSize, sampleRate, barkScale: createBarkScale(bufferSize, sampleRate, bufferSize) };
  return {
    meydaLoudness: extractors.loudness(given).total,
    meydaPerceptualSpread: extractors.perceptualSpread(given),
    meydaPerceptualSharpness: extractors.perceptualSharpness(given),
    meydaSpectralSlope: extractors.spectralSlope(given),
  };
}

describe("meydaLoudness", () => {
  it("equals meyda's own to 1e-4, at any rate, size and level", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1000, 4267, 12_000, 16_000, 25_600, 44_100, 48_000, 96_000),
        fc.constantFrom(256, 512, 1024, 2048),
        fc.double({ min: -3, max: 4, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (rate, size, exponent, seed) => {
          const random = seededNoise(seed);
          const frame = Float32Array.from({ length: size }, (_, n) => 10 ** exponent * (random() + Math.sin(n * 0.2)));
          const { powerSpectrum } = meydaEleven(rate, size).compute(frame);
          const got = meydaLoudness(rate, size)(powerSpectrum);
          for (const [name, want] of Object.entries(byMeyda(frame, rate)) as [keyof MeydaLoudness, number][]) {
            expect(Math.abs(got[name]! - want), name).toBeLessThanOrEqual(1e-4 * Math.abs(want));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is null where meyda is NaN: in silence", () => {
    const silent = byMeyda(new Float32Array(512), 48_000);
    const got = meydaLoudness(48_000, 512)(new Float32Array(256));
    for (const name of Object.keys(silent) as (keyof MeydaLoudness)[]) {
      expect(got[name], name).toBe(Number.isFinite(silent[name]!) ? silent[name] : null);
    }
    expect(Object.values(got).filter((value) => value === null).length).toBe(3);
  });

  it.each([
    [0, 512],
    [48_000, 0],
    [48_000, 513],
    [Number.NaN, 512],
  ])("refuses a rate of %d and frames of %d", (rate, size) => {
    expect(() => meydaLoudness(rate, size)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
