import { complexFft } from "../../native/complexFft.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";
import { bandEnvelope } from "./envelopeSpectrum.ts";
import { requireSamples } from "./samples.ts";

export interface Period {
  /** Whole samples. */
  readonly lag: number;
  /** Autocorrelation there, 1 at lag 0. */
  readonly correlation: number;
  /** Vertex of the parabola through the lag and its neighbours, samples. */
  readonly lagInterpolated: number;
  readonly frequency: Hertz;
}

export interface EnvelopePeriodicity {
  /** The strongest repetition; it may be a multiple of the period (of the shaft, say). */
  readonly highest: Period;
  /** The shortest lag that is at least half as strong. */
  readonly first: Period;
}

/**
 * How regularly the envelope of a band repeats: linear, biased autocorrelation of the envelope minus its mean, over its value
 * at lag 0, at its local maxima from ⌈rate/high⌉ to ⌊rate/low⌋ samples. Where a shaft modulates the impacts, both answers lock on
 * multiples of the period; the envelope spectrum is then the better test.
 * @param samples shape [N], N ≥ 4
 * @param band what rings
 * @param range of repetition rates looked for
 * @returns null when the envelope is constant (silence) or nothing repeats in the range
 * @throws Fault BAD_SAMPLES, BAD_INPUT as `envelopeSpectrum`, and BAD_INPUT for an impossible range
 */
export function envelopePeriodicity(
  samples: Float64Array,
  sampleRate: Hertz,
  band: readonly [Hertz, Hertz],
  range: readonly [Hertz, Hertz],
): EnvelopePeriodicity | null {
  requireSamples(samples, 4, "A search for periods");
  const [lowest, highest] = range;
  if (!(lowest > 0 && lowest < highest && Number.isFinite(highest))) {
    throw new Fault(
      "BAD_INPUT",
      `Repetition rates from ${lowest} to ${highest} Hz are no range. Give a lower and an upper one.`,
    );
  }
  const envelope = bandEnvelope(samples, sampleRate, band);
  const mean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  const largest = envelope.reduce((most, value) => Math.max(most, value), 0);
  const correlation = autocorrelation(envelope.map((value) => value - mean));
  const power = correlation[0]!;
  // what rounding leaves of a constant envelope has no period
  if (!(power > 1e-24 * largest ** 2 * envelope.length)) return null;
  const end = Math.min(Math.floor(sampleRate / lowest), envelope.length - 2);
  const maxima: number[] = [];
  for (let lag = Math.max(1, Math.ceil(sampleRate / highest)); lag <= end; lag++) {
    const here = correlation[lag]!;
    if (here > correlation[lag - 1]! && here >= correlation[lag + 1]!) maxima.push(lag);
  }
  if (maxima.length === 0) return null;
  const strongest = maxima.reduce((best, lag) => (correlation[lag]! > correlation[best]! ? lag : best));
  const first = maxima.find((lag) => correlation[lag]! >= 0.5 * correlation[strongest]!) ?? strongest;
  const period = (lag: number): Period => {
    const [a, b, c] = [correlation[lag - 1]!, correlation[lag]!, correlation[lag + 1]!];
    const lagInterpolated = lag + (0.5 * (a - c)) / (a - 2 * b + c);
    return { lag, correlation: b / power, lagInterpolated, frequency: sampleRate / lagInterpolated };
  };
  return { highest: period(strongest), first: period(first) };
}

/** Σ x[n]·x[n + τ] for τ = 0 … N − 1, by a transform padded to twice the length so that nothing wraps around. */
function autocorrelation(values: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(2 * values.length));
  const plan = complexFft(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  real.set(values);
  plan.forward(real, imaginary);
  for (let k = 0; k < size; k++) {
    real[k] = real[k]! ** 2 + imaginary[k]! ** 2;
    imaginary[k] = 0;
  }
  plan.inverse(real, imaginary);
  return real.subarray(0, values.length);
}
