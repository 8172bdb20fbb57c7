import { describe, expect, it } from "vitest";
import { amplitudeSpectrum } from "../../electron/features/amplitudeSpectrum.ts";
import { envelopeSpectrum } from "../../electron/features/envelopeSpectrum.ts";
import { hann } from "../../electron/features/hann.ts";
import { bandPowers, melBank } from "../../electron/features/melBank.ts";
import { meydaBank, meydaMfcc, mfccOfFrame } from "../../electron/features/meydaMfcc.ts";
import { spectralDescriptors } from "../../electron/features/spectralDescriptors.ts";
import { timeFeatures } from "../../electron/features/timeFeatures.ts";
import { velocityRms } from "../../electron/features/velocityRms.ts";
import { welchPsd } from "../../electron/features/welchPsd.ts";
import {
  type GoldenCase,
  goldenArray,
  goldenCases,
  goldenInput,
  largestMagnitude,
  missBy,
  missOfArray,
} from "../makers/goldenCases.ts";
import { isSharedMissing } from "../makers/sharedFolder.ts";

/** Signals and results made by another program (SciPy, meyda); a result passes within the tolerance its case states. */
const missing = isSharedMissing();
const cases = (feature: string) => (missing ? [] : goldenCases(feature));

/** Object by object: null must be null, numbers within the tolerance, what is rounding noise only finite or null. */
function compare(got: Readonly<Record<string, number | null>>, entry: GoldenCase, peak = 0): void {
  for (const [key, want] of Object.entries(entry.expected as Record<string, number | null>)) {
    const value = got[key];
    if (entry.doNotCompare?.includes(key)) expect(value === null || Number.isFinite(value), key).toBe(true);
    else if (want === null) expect(value, key).toBeNull();
    else {
      const tolerance =
        key === "skewness"
          ? { ...entry.tolerance, absolute: entry.tolerance?.absoluteSkewness ?? entry.tolerance?.absolute }
          : entry.tolerance!;
      expect(value, key).toEqual(expect.any(Number));
      expect(missBy(value!, want, tolerance, { peak }), `${key}: ${value} instead of ${want}`).toBeLessThanOrEqual(1);
    }
  }
}

describe.skipIf(missing)("golden signals", () => {
  it("are all there", () => {
    expect(cases("time").length).toBeGreaterThanOrEqual(33);
    expect(cases("mfccMeyda").length).toBeGreaterThanOrEqual(41);
  });

  describe("hann", () => {
    it.each(cases("hann"))("$id", (entry) => {
      const got = hann(entry.params.length, entry.params.kind);
      expect(missOfArray(got, goldenArray(entry.expected), entry.tolerance!)).toBeLessThanOrEqual(1);
    });
  });

  describe("time features", () => {
    it.each(cases("time"))("$id", (entry) => {
      const samples = goldenInput(entry.input!);
      compare({ ...timeFeatures(samples, entry.sampleRate) }, entry, largestMagnitude(samples));
    });
  });

  describe("amplitude spectrum", () => {
    it.each(cases("amplitudeSpectrum"))("$id", (entry) => {
      const got = amplitudeSpectrum(goldenInput(entry.input!));
      expect(missOfArray(got, goldenArray(entry.expected), entry.tolerance!)).toBeLessThanOrEqual(1);
    });
  });

  describe("Welch power density", () => {
    it.each(cases("welchPsd"))("$id", (entry) => {
      const { params } = entry;
      const got = welchPsd(goldenInput(entry.input!), entry.sampleRate, params.nperseg, params.detrend);
      expect(missOfArray(got.density, goldenArray(entry.expected), entry.tolerance!)).toBeLessThanOrEqual(1);
      expect(got.segments).toBe(entry.segments);
      expect(Math.abs(got.meanSquare - entry.meanSquare!)).toBeLessThanOrEqual(1e-9 * entry.meanSquare! + 1e-20);
    });
  });

  describe("spectral descriptors", () => {
    it.each(cases("spectralDescriptors"))("$id", (entry) => {
      const { params } = entry;
      const amplitudes = Array.isArray(params.spectrum) ? null : amplitudesOf(entry.input!);
      const spectrum = amplitudes
        ? amplitudes.map((a) => (params.weight === "power" ? a * a : a))
        : Float64Array.from(params.spectrum);
      const binWidth = amplitudes ? entry.sampleRate / goldenInput(entry.input!).length : params.binWidth;
      compare({ ...spectralDescriptors(spectrum, binWidth, params.weight, params.fromBin) }, entry);
    });
  });

  describe("velocity", () => {
    it.each(cases("velocityRms"))("$id", (entry) => {
      const window = entry.params.window === "rectangular" ? "rectangular" : "hann";
      const got = velocityRms(
        goldenInput(entry.input!),
        entry.sampleRate,
        window,
        entry.params.lowHz,
        entry.params.highHz,
      );
      expect(missBy(got, entry.expected.velocityRmsMmPerS, entry.tolerance!)).toBeLessThanOrEqual(1);
    });
  });

  describe("envelope spectrum", () => {
    it.each(cases("envelopeSpectrum"))("$id", (entry) => {
      const got = envelopeSpectrum(goldenInput(entry.input!), entry.sampleRate, entry.params.band);
      const want = entry.expected;
      const low = goldenArray(want.spectrumTo1000Hz);
      const context = { largest: largestMagnitude(low) };
      expect(missBy(got.envelopeMean, want.envelopeMean, entry.tolerance!, context)).toBeLessThanOrEqual(1);
      expect(missBy(got.envelopeMax, want.envelopeMax, entry.tolerance!, context)).toBeLessThanOrEqual(1);
      expect(missOfArray(got.spectrum.subarray(0, low.length), low, entry.tolerance!)).toBeLessThanOrEqual(1);
      expect(got.peaks.map((peak) => peak.bin)).toEqual(want.topPeaks.map((peak: { bin: number }) => peak.bin));
    });
  });

  describe("mel bank", () => {
    it.each(cases("melBank"))("$id", (entry) => {
      const { bands, fftSize, lowHz, highHz, norm } = entry.params;
      const bank = melBank(entry.sampleRate, fftSize, bands, { low: lowHz, high: highHz, norm });
      if (entry.expected.file) {
        const rows = bank.weights.map((row, j) => {
          const dense = new Float64Array(fftSize / 2 + 1);
          dense.set(row, bank.first[j]);
          return [...dense];
        });
        expect(missOfArray(rows.flat(), goldenArray(entry.expected), entry.tolerance!)).toBeLessThanOrEqual(1);
        return;
      }
      expect(
        missOfArray(bank.edges, goldenArray(entry.expected.edgesHz), { relative: 1e-12, absolute: 1e-9 }),
      ).toBeLessThanOrEqual(1);
      const sums = new Float64Array(bands);
      bandPowers(new Float64Array(fftSize / 2 + 1).fill(1), bank, sums);
      expect(
        missOfArray(sums, goldenArray(entry.expected.rowSums), { relative: 1e-9, absolute: 1e-11 }),
      ).toBeLessThanOrEqual(1);
    });
  });

  describe("Meyda's mel bank", () => {
    it.each(cases("meydaMelBank"))("$id", (entry) => {
      const bank = meydaBank(entry.sampleRate, entry.params.fftSize, entry.params.bands);
      expect(bank.edgeBins).toEqual(entry.expected.edgeBins);
      const sums = bank.weights.map((row) => row.reduce((sum, value) => sum + value, 0));
      expect(missOfArray(sums, goldenArray(entry.expected.rowSums), entry.tolerance!)).toBeLessThanOrEqual(1);
    });
  });

  describe("Meyda's mel cepstrum", () => {
    it.each(cases("mfccMeyda"))("$id", (entry) => {
      const { frame, fftSize, bands, coefficients } = entry.params;
      const cepstrum = meydaMfcc(entry.sampleRate, fftSize, bands, coefficients);
      const got = cepstrum.compute(goldenInput(entry.input!), frame);
      expect(missOfArray(got, goldenArray(entry.expected.mfcc), entry.tolerance!)).toBeLessThanOrEqual(1);
      expect(
        missOfArray(cepstrum.bandLogs, goldenArray(entry.expected.melBandsLog), entry.tolerance!),
      ).toBeLessThanOrEqual(1);
      if (!entry.expected.mfccFromMeydaItself) return;
      expect(missOfArray(got, goldenArray(entry.expected.mfccFromMeydaItself), entry.tolerance!)).toBeLessThanOrEqual(
        1,
      );
    });
  });

  describe("edge cases", () => {
    const arrays: Record<string, (samples: Float64Array) => unknown> = {
      amplitudeSpectrum: (samples) => amplitudeSpectrum(samples),
      welchPsd: (samples) => welchPsd(samples, 12_000, 1024),
      mfccOfFrame: (samples) => mfccOfFrame(samples, 12_000),
      envelopeSpectrum: (samples) => envelopeSpectrum(samples, 12_000, [1000, 2000]),
      velocityRms: (samples) => velocityRms(samples, 12_000),
    };
    it.each(Object.keys(arrays))("%s throws a fault for empty and broken input", (name) => {
      for (const id of ["empty", "nan_12k", "inf_12k"]) {
        expect(() => arrays[name]!(goldenInput(id)), id).toThrow(expect.objectContaining({ code: "BAD_SAMPLES" }));
      }
    });
    it.each(["welchPsd", "mfccOfFrame", "envelopeSpectrum"])("%s throws for a single sample", (name) => {
      expect(() => arrays[name]!(goldenInput("short_1"))).toThrow(expect.objectContaining({ code: "BAD_SAMPLES" }));
    });
    it("finds nothing in silence, and says so without NaN", () => {
      const silence = goldenInput("silence_48k");
      const { slope, ...rest } = spectralDescriptors(amplitudeSpectrum(silence), 1, "power");
      expect(slope).toBe(0);
      expect(Object.values(rest)).toEqual(Object.values(rest).map(() => null));
      const envelope = envelopeSpectrum(silence, 48_000, [2000, 4000]);
      expect(envelope.peaks).toEqual([]);
      expect(largestMagnitude(envelope.spectrum)).toBe(0);
      expect([...meydaMfcc(48_000, 2048).compute(silence, 0)]).toEqual(new Array(13).fill(0));
    });
    it("never pads a short frame silently", () => {
      expect(() => meydaMfcc(12_000, 2048).compute(goldenInput("bearing_12k"), 10_000)).toThrow(/2048|samples/);
    });
    it.each([
      [-1, 1000],
      [3000, 2000],
      [1000, 6001],
    ])("refuses the envelope band %i to %i Hz at 12 kHz", (low, high) => {
      const refusal = expect.objectContaining({ code: "BAD_INPUT" });
      expect(() => envelopeSpectrum(goldenInput("bearing_12k"), 12_000, [low, high])).toThrow(refusal);
    });
    it("refuses mel bands above half the sample rate", () => {
      expect(() => melBank(12_000, 2048, 40, { high: 6001 })).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
    });
  });
});

function amplitudesOf(input: string): Float64Array {
  const entry = goldenCases("amplitudeSpectrum").find((candidate) => candidate.input === input);
  if (!entry) throw new Error(`There is no amplitude spectrum of ${input}`);
  return goldenArray(entry.expected);
}
