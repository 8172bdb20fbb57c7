import { expect } from "vitest";
import { amplitudeSpectrum } from "../../electron/features/amplitudeSpectrum.ts";
import { hann } from "../../electron/features/hann.ts";
import { bandPowers, melBank } from "../../electron/features/melBank.ts";
import { meydaBank, meydaMfcc } from "../../electron/features/meydaMfcc.ts";
import { mfccLibrosa } from "../../electron/features/mfccLibrosa.ts";
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
  missOfArray,
} from "../makers/goldenCases.ts";
import { compareArray, compareNumber, compareObject } from "./compareGolden.ts";

/** Features of waveforms, spectra and cepstra: one check for each kind of golden case. */
export const waveformChecks: Readonly<Record<string, (entry: GoldenCase) => void>> = {
  hann(entry) {
    compareArray(hann(entry.params.length, entry.params.kind), entry);
  },

  time(entry) {
    const samples = goldenInput(entry.input!);
    compareObject({ ...timeFeatures(samples, entry.sampleRate) }, entry, largestMagnitude(samples));
  },

  amplitudeSpectrum(entry) {
    const got = amplitudeSpectrum(goldenInput(entry.input!));
    compareArray(got, entry);
    const largest = largestMagnitude(got);
    const tied = [...got.keys()].filter((k) => got[k]! >= largest * (1 - 1e-9));
    if (entry.peak?.bins) expect(tied).toEqual(entry.peak.bins);
  },

  welchPsd(entry) {
    const { params } = entry;
    const got = welchPsd(goldenInput(entry.input!), entry.sampleRate, params.nperseg, params.detrend);
    compareArray(got.density, entry);
    expect(got.segments).toBe(entry.segments);
    expect(Math.abs(got.meanSquare - entry.meanSquare!)).toBeLessThanOrEqual(1e-9 * entry.meanSquare! + 1e-20);
  },

  spectralDescriptors(entry) {
    const { params } = entry;
    const amplitudes = Array.isArray(params.spectrum) ? null : amplitudesOf(entry.input!);
    const spectrum = amplitudes
      ? amplitudes.map((a) => (params.weight === "power" ? a * a : a))
      : Float64Array.from(params.spectrum);
    const binWidth = amplitudes ? entry.sampleRate / goldenInput(entry.input!).length : params.binWidth;
    compareObject({ ...spectralDescriptors(spectrum, binWidth, params.weight, params.fromBin) }, entry);
  },

  velocityRms(entry) {
    const { lowHz, highHz } = entry.params;
    const window = entry.params.window === "rectangular" ? "rectangular" : "hann";
    const got = velocityRms(goldenInput(entry.input!), entry.sampleRate, window, lowHz, highHz);
    compareNumber(got, entry.expected.velocityRmsMmPerS, entry);
  },

  melBank(entry) {
    const { bands, fftSize, lowHz, highHz, norm } = entry.params;
    const bank = melBank(entry.sampleRate, fftSize, bands, { low: lowHz, high: highHz, norm });
    if (entry.expected.file) {
      const rows = bank.weights.map((row, j) => {
        const dense = new Float64Array(fftSize / 2 + 1);
        dense.set(row, bank.first[j]);
        return [...dense];
      });
      compareArray(rows.flat(), entry);
      return;
    }
    const edges = goldenArray(entry.expected.edgesHz);
    expect(missOfArray(bank.edges, edges, { relative: 1e-12, absolute: 1e-9 })).toBeLessThanOrEqual(1);
    const sums = new Float64Array(bands);
    bandPowers(new Float64Array(fftSize / 2 + 1).fill(1), bank, sums);
    const wanted = goldenArray(entry.expected.rowSums);
    expect(missOfArray(sums, wanted, { relative: 1e-9, absolute: 1e-11 })).toBeLessThanOrEqual(1);
  },

  meydaMelBank(entry) {
    const bank = meydaBank(entry.sampleRate, entry.params.fftSize, entry.params.bands);
    expect(bank.edgeBins).toEqual(entry.expected.edgeBins);
    compareArray(
      bank.weights.map((row) => row.reduce((sum, value) => sum + value, 0)),
      entry,
      entry.expected.rowSums,
    );
  },

  mfccMeyda(entry) {
    const { frame, fftSize, bands, coefficients } = entry.params;
    const cepstrum = meydaMfcc(entry.sampleRate, fftSize, bands, coefficients);
    const got = cepstrum.compute(goldenInput(entry.input!), frame);
    compareArray(got, entry, entry.expected.mfcc);
    compareArray(cepstrum.bandLogs, entry, entry.expected.melBandsLog);
    if (entry.expected.mfccFromMeydaItself) compareArray(got, entry, entry.expected.mfccFromMeydaItself);
  },

  mfccLibrosa(entry) {
    const { fftSize, hop, bands, coefficients, norm, lowHz, highHz } = entry.params;
    const options = { size: fftSize, hop, bands, coefficients, norm, low: lowHz, high: highHz };
    const got = mfccLibrosa(goldenInput(entry.input!), entry.sampleRate, options);
    expect([got.length, got[0]!.length]).toEqual(entry.expected.shape);
    compareArray(
      got.flatMap((frame) => [...frame]),
      entry,
    );
  },
};

function amplitudesOf(input: string): Float64Array {
  const entry = goldenCases("amplitudeSpectrum").find((candidate) => candidate.input === input);
  if (!entry) throw new Error(`There is no amplitude spectrum of ${input}`);
  return goldenArray(entry.expected);
}
