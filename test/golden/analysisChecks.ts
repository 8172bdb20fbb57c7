import { expect } from "vitest";
import { bearingFrequencies, bearingOrders } from "../../electron/features/bearingFrequencies.ts";
import { cepstrum } from "../../electron/features/cepstrum.ts";
import { envelopePeriodicity } from "../../electron/features/envelopePeriodicity.ts";
import { envelopeSpectrum } from "../../electron/features/envelopeSpectrum.ts";
import { orderSpectrum } from "../../electron/features/orderSpectrum.ts";
import { spectralKurtosisBand } from "../../electron/features/spectralKurtosisBand.ts";
import { type ThirdOctaveBand, thirdOctave } from "../../electron/features/thirdOctave.ts";
import { welchPsd } from "../../electron/features/welchPsd.ts";
import { type GoldenCase, goldenArray, goldenInput, largestMagnitude } from "../makers/goldenCases.ts";
import { compareArray, compareNumber, compareObject } from "./compareGolden.ts";

/** Analyses of bands, envelopes, bearings and orders: one check for each kind of golden case. */
export const analysisChecks: Readonly<Record<string, (entry: GoldenCase) => void>> = {
  thirdOctave(entry) {
    const { density, binWidth } = densityOf(entry);
    const got = thirdOctave(density, binWidth, entry.sampleRate);
    const total = density.reduce((sum, value) => sum + value * binWidth, 0);
    compareNumber(total, entry.totalMeanSquare!, entry);
    expect(got.length).toBe(entry.expected.length);
    for (const [i, want] of (entry.expected as GoldenBand[]).entries()) compareBand(got[i]!, want, entry);
  },

  envelopeSpectrum(entry) {
    const got = envelopeSpectrum(goldenInput(entry.input!), entry.sampleRate, entry.params.band);
    const want = entry.expected;
    const low = goldenArray(want.spectrumTo1000Hz);
    compareNumber(got.envelopeMean, want.envelopeMean, entry, largestMagnitude(low));
    compareNumber(got.envelopeMax, want.envelopeMax, entry, largestMagnitude(low));
    compareArray(got.spectrum.subarray(0, low.length), entry, want.spectrumTo1000Hz);
    expect(got.peaks.map((peak) => peak.bin)).toEqual(want.topPeaks.map((peak: { bin: number }) => peak.bin));
  },

  envelopePeriodicity(entry) {
    const { band, lowHz, highHz } = entry.params;
    const got = envelopePeriodicity(goldenInput(entry.input!), entry.sampleRate, band, [lowHz, highHz]);
    for (const which of ["first", "highest"] as const) {
      const { lag, ...rest } = entry.expected[which];
      expect(got?.[which].lag).toBe(lag);
      compareObject({ ...got![which] }, { ...entry, expected: rest });
    }
  },

  spectralKurtosisBand(entry) {
    const got = spectralKurtosisBand(goldenInput(entry.input!), entry.sampleRate);
    expect(got.perWindow.length).toBe(entry.expected.perWindow.length);
    for (const [i, want] of entry.expected.perWindow.entries()) {
      compareObject({ ...got.perWindow[i]! }, { ...entry, expected: want });
    }
    for (const which of ["best", "bestBySignificance"] as const) {
      const want = entry.expected[which];
      if (want === null) expect(got[which]).toBeNull();
      else compareObject({ ...got[which]! }, { ...entry, expected: want });
    }
  },

  cepstrum(entry) {
    const { lowSeconds, highSeconds } = entry.params;
    const got = cepstrum(goldenInput(entry.input!), entry.sampleRate, [lowSeconds, highSeconds]);
    expect(got.peak?.index).toBe(entry.expected.peakIndex);
    compareNumber(got.peak!.quefrency, entry.expected.peakQuefrencySeconds, entry);
    compareNumber(got.peak!.value, entry.expected.peakValue, entry);
    compareNumber(got.values[0]!, entry.expected.c0, entry);
    const want = goldenArray(entry.expected.values);
    compareArray(got.values.subarray(0, want.length), entry, entry.expected.values);
  },

  bearingFrequencies(entry) {
    const { rollingElements, ballDiameterMm, pitchDiameterMm, contactAngleDeg, rpm } = entry.params;
    const geometry = {
      rollingElements,
      elementDiameter: ballDiameterMm,
      pitchDiameter: pitchDiameterMm,
      contactAngle: contactAngleDeg,
    };
    compareObject(bearingOrders(geometry), { ...entry, expected: entry.expected.orders });
    compareObject(bearingFrequencies(geometry, rpm), { ...entry, expected: entry.expected.hz });
  },

  orderSpectrum(entry) {
    const { samplesPerRevolution, revolutions, tachoPulseSeconds } = entry.params;
    const pulses = goldenArray(tachoPulseSeconds);
    const got = orderSpectrum(goldenInput(entry.input!), entry.sampleRate, pulses, samplesPerRevolution);
    expect(got.revolutions).toBe(revolutions);
    const want = goldenArray(entry.expected.spectrumTo16Orders);
    compareArray(got.spectrum.subarray(0, want.length), entry, entry.expected.spectrumTo16Orders);
    for (const { bin, order, amplitude } of entry.expected.topPeaks) {
      compareNumber(bin * got.binWidth, order, entry);
      compareNumber(got.spectrum[bin]!, amplitude, entry);
    }
  },
};

interface GoldenBand extends Omit<ThirdOctaveBand, "level"> {
  readonly levelDb: number | null;
}

function compareBand(got: ThirdOctaveBand, want: GoldenBand, entry: GoldenCase): void {
  expect(got.index).toBe(want.index);
  expect(got.resolved).toBe(want.resolved);
  for (const key of ["centre", "lower", "upper"] as const) expect(got[key]).toBeCloseTo(want[key], 8);
  const floor = 1e-10 * entry.totalMeanSquare!;
  if (want.meanSquare === null) expect([got.meanSquare, got.level]).toEqual([null, null]);
  else if (want.meanSquare > floor) {
    compareNumber(got.meanSquare!, want.meanSquare, entry);
    expect(Math.abs(got.level! - want.levelDb!)).toBeLessThanOrEqual(entry.tolerance!.absoluteDb!);
  } else {
    expect(got.meanSquare).toBeLessThanOrEqual(floor);
    if (want.meanSquare === 0) expect([got.meanSquare, got.level]).toEqual([0, null]);
  }
}

/** Welch's density of the input, or the flat one that the case describes. */
function densityOf(entry: GoldenCase): { density: Float64Array; binWidth: number } {
  if (entry.input === null) return { density: new Float64Array(513).fill(1), binWidth: entry.sampleRate / 1024 };
  return welchPsd(goldenInput(entry.input), entry.sampleRate, entry.params.nperseg, entry.params.detrend);
}
