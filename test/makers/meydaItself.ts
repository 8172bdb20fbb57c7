import { createRequire } from "node:module";

/**
 * Meyda's own features of one frame, from its own modules and with a bank of its own: its singleton keeps a stale bank after a change
 * of sample rate and yields NaN after a change of buffer size.
 */
const require = createRequire(import.meta.url);
const extractors = require("meyda/dist/node/featureExtractors.js");
const { createMelFilterBank, applyWindow } = require("meyda/dist/node/utilities.js");
const { fft } = createRequire(require.resolve("meyda"))("fftjs");

export const elevenNames = [
  "mfcc",
  "rms",
  "zcr",
  "spectralCentroid",
  "spectralFlatness",
  "spectralRolloff",
  "spectralSpread",
  "spectralSkewness",
  "spectralKurtosis",
  "spectralCrest",
  "powerSpectrum",
] as const;

export type MeydaName = (typeof elevenNames)[number];
export type MeydaValues = Readonly<Record<Exclude<MeydaName, "mfcc" | "powerSpectrum">, number>> & {
  readonly mfcc: readonly number[];
  readonly powerSpectrum: Float32Array;
};

/** @returns a function from a frame of `bufferSize` samples to the named features */
export function meydaItself(
  sampleRate: number,
  bufferSize: number,
  bands = 40,
): (frame: Float32Array, names?: readonly MeydaName[]) => MeydaValues {
  const melFilterBank = createMelFilterBank(bands, sampleRate, bufferSize);
  return (frame, names = elevenNames) => {
    const signal = applyWindow(frame, "hanning");
    const spectrum = fft(signal);
    const ampSpectrum = new Float32Array(bufferSize / 2);
    for (let k = 0; k < ampSpectrum.length; k++) {
      ampSpectrum[k] = Math.sqrt(spectrum.real[k] ** 2 + spectrum.imag[k] ** 2);
    }
    const given = { signal, ampSpectrum, melFilterBank, sampleRate, bufferSize, numberOfMFCCCoefficients: 13 };
    return Object.fromEntries(names.map((name) => [name, extractors[name](given)])) as unknown as MeydaValues;
  };
}
