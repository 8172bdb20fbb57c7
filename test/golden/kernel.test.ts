import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mirrorFactor } from "../../electron/features/amplitudeSpectrum.ts";
import { periodicHann } from "../../electron/features/hann.ts";
import { meydaEleven } from "../../electron/features/meydaEleven.ts";
import { waveformFeatures } from "../../electron/features/timeFeatures.ts";
import { kernel } from "../../native/kernel.ts";
import { twinKernel } from "../../native/twinKernel.ts";
import { goldenArray, goldenCases, goldenInput, largestMagnitude, missBy, missOfArray } from "../makers/goldenCases.ts";
import { elevenNames, type MeydaName, meydaItself } from "../makers/meydaItself.ts";
import { readRecording } from "../makers/readRecording.ts";
import { isSharedMissing, sharedFolder } from "../makers/sharedFolder.ts";

/** The kernel and its twin against the golden signals, within the limits for float32, and against meyda on real recordings. */
const missing = isSharedMissing();
const cases = (feature: string) => (missing ? [] : goldenCases(feature));
const input = (id: string) => new Float32Array(goldenInput(id));

describe.skipIf(missing).each([kernel, twinKernel])("golden signals by the $kind kernel", (one) => {
  it("are all there", () => {
    expect(kernel.kind).toBe("wasm");
    expect(cases("amplitudeSpectrum").length).toBeGreaterThanOrEqual(25);
    expect(cases("mfccMeyda").length).toBeGreaterThanOrEqual(41);
  });

  const noBank = { bank: { first: [0], weights: [Float64Array.of(0)] }, coefficients: 1 };
  const broken = ["nan_12k", "inf_12k", "empty"];

  it.each(cases("amplitudeSpectrum").filter((entry) => !broken.includes(entry.input!)))("$id", (entry) => {
    const samples = input(entry.input!);
    const size = samples.length;
    const want = goldenArray(entry.expected);
    const window = periodicHann(size);
    const tolerance = { absoluteOfMax: (entry.tolerance as { float32AbsoluteOfMax?: number }).float32AbsoluteOfMax };
    if (size % 2 !== 0) {
      // frames are even; the power of odd lengths is without the mean, which a periodic Hann window holds in the first two bins
      const power = one.power({ window: window.values, size }).compute(samples);
      const got = amplitudes(power, size, window.sum);
      expect(missOfArray(got.subarray(2), want.subarray(2), tolerance)).toBeLessThanOrEqual(1);
      return;
    }
    const plan = one.frames({ window: window.values, ...noBank });
    plan.analyse(samples, 0);
    expect(missOfArray(amplitudes(plan.power, size, window.sum), want, tolerance)).toBeLessThanOrEqual(1);
  });

  it.each(cases("mfccMeyda"))("$id", (entry) => {
    const { frame, fftSize, bands, coefficients } = entry.params;
    const plan = meydaEleven(entry.sampleRate, fftSize, { bands, coefficients, kernel: one });
    const got = plan.mfcc(input(entry.input!), frame);
    expect(missOfArray(got, goldenArray(entry.expected.mfcc), entry.tolerance!)).toBeLessThanOrEqual(1);
    const itself = entry.expected.mfccFromMeydaItself;
    if (itself) expect(missOfArray(got, goldenArray(itself), entry.tolerance!)).toBeLessThanOrEqual(1);
  });

  it.each(cases("time"))("$id", (entry) => {
    const samples = input(entry.input!);
    const got = { ...waveformFeatures(one.statistics(samples.length), samples, entry.sampleRate) };
    const peak = largestMagnitude(new Float64Array(samples));
    for (const [key, want] of Object.entries(entry.expected as Record<string, number | null>)) {
      const value = got[key as keyof typeof got];
      if (entry.doNotCompare?.includes(key)) expect(value === null || Number.isFinite(value), key).toBe(true);
      else if (want === null) expect(value, key).toBeNull();
      else {
        const tolerance =
          key === "skewness" ? { ...entry.tolerance, absolute: entry.tolerance?.absoluteSkewness } : entry.tolerance!;
        expect(missBy(value!, want, tolerance, { peak }), `${key}: ${value} instead of ${want}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each(["empty", "nan_12k", "inf_12k", "short_1"])("refuses the frame of %s", (id) => {
    const plan = meydaEleven(12_000, 1024, { kernel: one });
    const refusal = expect.objectContaining({ code: "BAD_SAMPLES" });
    expect(() => plan.compute(input(id))).toThrow(refusal);
    expect(() => plan.mfcc(input(id))).toThrow(refusal);
    // and the plan is none the worse for it
    expect([...plan.mfcc(new Float32Array(1024))]).toEqual(new Array(13).fill(0));
  });

  it("says null of silence where meyda says NaN", () => {
    const { mfcc, powerSpectrum, ...rest } = meydaEleven(48_000, 2048, { kernel: one }).compute(input("silence_48k"));
    expect([...mfcc, ...powerSpectrum]).toEqual(new Array(13 + 1024).fill(0));
    const { rms, zcr, ...shapes } = rest;
    expect([rms, zcr]).toEqual([0, 0]);
    expect(Object.values(shapes)).toEqual(new Array(7).fill(null));
  });

  it("keeps to meyda where squares are beyond float32", () => {
    const frame = Float32Array.from({ length: 512 }, (_, n) => 1e20 * Math.sin(n * n * 0.1));
    const got = meydaEleven(48_000, 512, { kernel: one }).compute(frame);
    // meyda holds squares in float32 and so says infinity; the features of the amplitudes it has
    const want = meydaItself(48_000, 512)(frame, ["rms", "zcr", "spectralCentroid", "spectralFlatness"]);
    for (const name of ["rms", "zcr", "spectralCentroid", "spectralFlatness"] as const) {
      expect(got[name]! / want[name], name).toBeCloseTo(1, 4);
    }
  });

  it.each(["bearing_sound", "compressor", "cwru", "dcase2020", "engine_idle", "gearbox", "mimii_fan"])(
    "equals meyda on recordings of %s in all eleven features",
    (dataset) => {
      const folder = join(sharedFolder(), "data", dataset);
      const files = readdirSync(folder).filter((name) => name.endsWith(".wav"));
      for (const file of [files[0]!, files[Math.floor(files.length / 2)]!, files.at(-1)!]) {
        // in thousandths, as the app feeds them: ln(1 + x) would swallow quiet ones
        const { sampleRate, channels } = readRecording(join(folder, file), 1000);
        const samples = channels[0]!;
        const plan = meydaEleven(sampleRate, 2048, { kernel: one });
        const reference = meydaItself(sampleRate, 2048);
        for (const start of [0, Math.floor(samples.length / 2), samples.length - 2048]) {
          const got = plan.compute(samples, start);
          const want = reference(samples.slice(start, start + 2048));
          for (const name of elevenNames) {
            const miss = missOfArray(numbers(got[name]), numbers(want[name]), limits[name] ?? { relative: 1e-4 });
            expect(miss, `${name} of ${file} from ${start}`).toBeLessThanOrEqual(1);
          }
        }
      }
    },
  );
});

/** 1e-4 of the value, except where a value may be about 0, and for a count, which is exact. */
const limits: Partial<Record<MeydaName, { relative?: number; absolute?: number; absoluteOfMax?: number }>> = {
  mfcc: { absoluteOfMax: 1e-4 },
  zcr: {},
  spectralSkewness: { relative: 1e-4, absolute: 1e-4 },
  powerSpectrum: { absoluteOfMax: 1e-5 },
};

function numbers(value: number | null | ArrayLike<number>): Float64Array {
  return value === null || typeof value === "number" ? Float64Array.of(value ?? Number.NaN) : Float64Array.from(value);
}

function amplitudes(power: Float32Array, size: number, sum: number): Float64Array {
  return Float64Array.from(power, (value, k) => (mirrorFactor(k, size) * Math.sqrt(value)) / sum);
}
