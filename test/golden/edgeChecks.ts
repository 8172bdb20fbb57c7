import { expect } from "vitest";
import { amplitudeSpectrum } from "../../electron/features/amplitudeSpectrum.ts";
import { cepstrum } from "../../electron/features/cepstrum.ts";
import { envelopePeriodicity } from "../../electron/features/envelopePeriodicity.ts";
import { envelopeSpectrum } from "../../electron/features/envelopeSpectrum.ts";
import { meydaMfcc, mfccOfFrame } from "../../electron/features/meydaMfcc.ts";
import { mfccLibrosa } from "../../electron/features/mfccLibrosa.ts";
import { orderSpectrum } from "../../electron/features/orderSpectrum.ts";
import { spectralDescriptors } from "../../electron/features/spectralDescriptors.ts";
import { spectralKurtosisBand } from "../../electron/features/spectralKurtosisBand.ts";
import { thirdOctave } from "../../electron/features/thirdOctave.ts";
import { timeFeatures } from "../../electron/features/timeFeatures.ts";
import { velocityRms } from "../../electron/features/velocityRms.ts";
import { welchPsd } from "../../electron/features/welchPsd.ts";
import { goldenInput, largestMagnitude } from "../makers/goldenCases.ts";

const rate = 12_000;

/** Every function that answers with an array or a peak, fed with bad samples. Octaves are made from the density of the samples. */
const arrayFunctions: Readonly<Record<string, (samples: Float64Array) => unknown>> = {
  amplitudeSpectrum: (samples) => amplitudeSpectrum(samples),
  welchPsd: (samples) => welchPsd(samples, rate, 1024),
  thirdOctave: (samples) => {
    const { density, binWidth } = welchPsd(samples, rate, 1024);
    return thirdOctave(density, binWidth, rate);
  },
  mfccMeyda: (samples) => mfccOfFrame(samples, rate),
  mfccLibrosa: (samples) => mfccLibrosa(samples, rate),
  envelopeSpectrum: (samples) => envelopeSpectrum(samples, rate, [1000, 2000]),
  envelopePeriodicity: (samples) => envelopePeriodicity(samples, rate, [1000, 2000], [20, 300]),
  spectralKurtosisBand: (samples) => spectralKurtosisBand(samples, rate),
  cepstrum: (samples) => cepstrum(samples, rate, [0.01, 0.06]),
  velocityRms: (samples) => velocityRms(samples, rate),
  orderSpectrum: (samples) => orderSpectrum(samples, rate, [0, 0.01, 0.02]),
};

function everyArrayFunctionThrows(input: string): void {
  const samples = goldenInput(input);
  for (const [name, run] of Object.entries(arrayFunctions)) {
    expect(() => run(samples), name).toThrow(expect.objectContaining({ code: "BAD_SAMPLES" }));
  }
}

function everyTimeFeatureIsNull(input: string): void {
  const got = Object.values(timeFeatures(goldenInput(input), rate));
  expect(got).toEqual(got.map(() => null));
}

const silence = () => goldenInput("silence_48k");
const silentRate = 48_000;

/** One check for each edge case, by its id. */
export const edgeChecks: Readonly<Record<string, () => void>> = {
  "edge/empty/every array function (spectrum, PSD, octaves, MFCC, envelope, kurtogram, periodicity, cepstrum, velocity, order spectrum)":
    () => everyArrayFunctionThrows("empty"),
  "edge/empty/time features": () => everyTimeFeatureIsNull("empty"),
  "edge/nan_12k/every array function": () => everyArrayFunctionThrows("nan_12k"),
  "edge/nan_12k/time features": () => everyTimeFeatureIsNull("nan_12k"),
  "edge/inf_12k/every array function": () => everyArrayFunctionThrows("inf_12k"),
  "edge/inf_12k/time features": () => everyTimeFeatureIsNull("inf_12k"),
  "edge/silence_48k/spectralDescriptors": () => {
    for (const weight of ["power", "amplitude"] as const) {
      const { slope, ...rest } = spectralDescriptors(amplitudeSpectrum(silence()), 1, weight);
      expect(slope).toBe(0);
      expect(Object.values(rest)).toEqual(Object.values(rest).map(() => null));
    }
  },
  "edge/silence_48k/mfccLibrosa": () => {
    for (const [c0, ...rest] of mfccLibrosa(silence(), silentRate)) {
      expect(c0).toBeCloseTo(Math.sqrt(40) * Math.log(1e-10), 9);
      expect(largestMagnitude(Float64Array.from(rest))).toBeLessThan(1e-12);
    }
  },
  "edge/silence_48k/mfccMeyda": () => {
    expect([...meydaMfcc(silentRate, 2048).compute(silence(), 0)]).toEqual(new Array(13).fill(0));
  },
  "edge/silence_48k/thirdOctave": () => {
    const { density, binWidth } = welchPsd(silence(), silentRate, 4096);
    for (const band of thirdOctave(density, binWidth, silentRate)) {
      expect([band.meanSquare, band.level]).toEqual([0, null]);
    }
  },
  "edge/silence_48k/envelopePeriodicity, cepstrum peak, spectralKurtosisBand": () => {
    expect(envelopePeriodicity(silence(), silentRate, [2000, 4000], [20, 300])).toBeNull();
    expect(cepstrum(silence(), silentRate, [0.001, 0.01]).peak).toBeNull();
    expect(spectralKurtosisBand(silence(), silentRate)).toEqual({
      best: null,
      bestBySignificance: null,
      perWindow: [],
    });
  },
  "edge/silence_48k/envelopeSpectrum": () => {
    const envelope = envelopeSpectrum(silence(), silentRate, [2000, 4000]);
    expect(envelope.peaks).toEqual([]);
    expect(largestMagnitude(envelope.spectrum)).toBe(0);
  },
  "edge/short_1/amplitudeSpectrum": () => expect([...amplitudeSpectrum(goldenInput("short_1"))]).toEqual([0.5]),
  "edge/short_1/welchPsd, mfcc, envelope, kurtogram, periodicity, cepstrum": () => {
    for (const [name, run] of Object.entries(arrayFunctions)) {
      if (name === "amplitudeSpectrum") continue;
      expect(() => run(goldenInput("short_1")), name).toThrow(expect.objectContaining({ code: "BAD_SAMPLES" }));
    }
  },
  "edge/real_femto_25k6/welchPsd with nperseg 4096": () => {
    const got = welchPsd(goldenInput("real_femto_25k6"), 25_600, 4096);
    expect([got.density.length, got.segments, got.binWidth]).toEqual([1281, 1, 10]);
  },
  "edge/real_femto_25k6/mfcc with fftSize 4096": () => {
    const samples = goldenInput("real_femto_25k6");
    const refusal = expect.objectContaining({ code: "BAD_SAMPLES" });
    expect(() => mfccLibrosa(samples, 25_600, { size: 4096 })).toThrow(refusal);
    expect(() => meydaMfcc(25_600, 4096).compute(samples, 0)).toThrow(refusal);
  },
};
