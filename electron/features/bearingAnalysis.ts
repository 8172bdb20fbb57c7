import { type BearingGeometry, type BearingMechanism, bearingMechanisms } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz, RevolutionsPerMinute } from "../domain/units.ts";
import { bearingOrders, shaftFrequency } from "./bearingFrequencies.ts";
import { type EnvelopeDepth, envelopeDepth } from "./envelopeDepth.ts";
import { localMaxima } from "./envelopeSpectrum.ts";
import { requireRate, requireSamples } from "./samples.ts";
import { isShaftHarmonic } from "./shaftHarmonics.ts";
import { type KurtosisBand, significantScore, spectralKurtosisBand } from "./spectralKurtosisBand.ts";

export interface EnvelopePeak {
  readonly order: number;
  readonly frequency: Hertz;
  /** Modulation depth: share of the mean envelope. */
  readonly amplitude: number;
}

export interface MechanismFinding {
  readonly mechanism: BearingMechanism;
  /** By geometry, without slip. */
  readonly order: number;
  readonly frequency: Hertz;
  /** Among the three highest peaks, within ±2 %. */
  readonly hit: boolean;
  /** The peak that was hit; otherwise the highest local maximum within ±2 %, if there is one. */
  readonly peak: EnvelopePeak | null;
  /** 1 is the highest peak of all; null when there is none within ±2 %. */
  readonly rank: number | null;
  /** The frequency falls onto a multiple of the shaft speed and cannot be told from it. */
  readonly hidden: boolean;
}

export interface BearingAnalysis {
  readonly speed: RevolutionsPerMinute;
  readonly revolutions: number;
  readonly band: readonly [Hertz, Hertz];
  /** The most impulsive band by spectral kurtosis, for the reader: null when nothing is significantly impulsive. */
  readonly impulsive: KurtosisBand | null;
  /** The ten highest, multiples of the shaft speed left out. */
  readonly peaks: readonly EnvelopePeak[];
  readonly mechanisms: readonly MechanismFinding[];
}

/** Slip moves the frequencies of a bearing by up to 2 %. */
export const slip = 0.02;
/** Fewer revolutions do not resolve the orders of a bearing. */
const fewestRevolutions = 15;
/** Orders searched: from below any cage to the third harmonic of any inner race. */
const orderRange = [0.2, 20] as const;
const topPeaks = 3;

/**
 * Envelope analysis: which frequencies modulate what rings, and whether they are those of a bearing. The deeper modulated of two
 * bands counts: everything above twice the inner race's frequency, or only what lies above an eighth of the sample rate, where the
 * shaft's harmonics do not reach. The choice knows the geometry by that lower limit only. The band of highest spectral kurtosis is
 * named but not followed: narrow bands swing by themselves. R. B. Randall and J. Antoni, MSSP 25 (2011).
 * @param samples shape [N], any unit: the result is free of level
 * @param band overrides the choice
 * @throws Fault BAD_SAMPLES when a sample is not finite; TOO_LITTLE_DATA below 15 revolutions; BAD_INPUT for a wrong rate, speed,
 *   geometry or band, or a rate too low for the bearing
 */
export function bearingAnalysis(
  samples: Float64Array,
  sampleRate: Hertz,
  geometry: BearingGeometry,
  speed: RevolutionsPerMinute,
  band?: readonly [Hertz, Hertz],
): BearingAnalysis {
  requireRate(sampleRate);
  const orders = bearingOrders(geometry);
  const shaft = shaftFrequency(speed);
  requireSamples(samples, 1, "An analysis of a bearing");
  const revolutions = (samples.length / sampleRate) * shaft;
  requireRevolutions(revolutions, speed, shaft);
  const candidates = band ? [band] : usualBands(sampleRate, 2 * orders.BPFI * shaft, speed);
  const considered = candidates.map((candidate) => {
    const spectrum = envelopeDepth(samples, sampleRate, candidate, orderRange[1] * shaft);
    return { spectrum, peaks: peaksOf(spectrum, shaft) };
  });
  const heightOf = (peaks: readonly EnvelopePeak[]) => peaks[0]?.amplitude ?? 0;
  const { spectrum, peaks } = considered.reduce((best, next) =>
    heightOf(next.peaks) > heightOf(best.peaks) ? next : best,
  );
  const resolution = (2 * spectrum.binWidth) / shaft;
  return {
    speed,
    revolutions,
    band: spectrum.band,
    impulsive: impulsiveBand(samples, sampleRate),
    peaks: peaks.slice(0, 10),
    mechanisms: bearingMechanisms.map((mechanism) => {
      const order = orders[mechanism];
      const hidden = isShaftHarmonic(order, resolution);
      return { mechanism, order, frequency: order * shaft, hidden, ...find(mechanism, order, peaks) };
    }),
  };
}

/** A rolling element strikes twice in a turn of its own, once each race: its frequency shows at once and at twice BSF. */
function find(mechanism: BearingMechanism, order: number, peaks: readonly EnvelopePeak[]) {
  const wanted = mechanism === "BSF" ? [order, 2 * order] : [order];
  const index = peaks.findIndex((peak) => wanted.some((target) => Math.abs(peak.order - target) <= slip * target));
  return { hit: index >= 0 && index < topPeaks, peak: peaks[index] ?? null, rank: index < 0 ? null : index + 1 };
}

function peaksOf({ depth, binWidth }: EnvelopeDepth, shaft: Hertz): EnvelopePeak[] {
  const resolution = (2 * binWidth) / shaft;
  return localMaxima(depth)
    .map((bin): EnvelopePeak => {
      return { order: (bin * binWidth) / shaft, frequency: bin * binWidth, amplitude: depth[bin]! };
    })
    .filter(({ order }) => order >= orderRange[0] && order <= orderRange[1] && !isShaftHarmonic(order, resolution));
}

function usualBands(
  sampleRate: Hertz,
  bottom: Hertz,
  speed: RevolutionsPerMinute,
): readonly (readonly [Hertz, Hertz])[] {
  // the last percents below half the rate belong to the filter of the converter
  const top = 0.485 * sampleRate;
  if (!(bottom < sampleRate / 4)) {
    throw new Fault(
      "BAD_INPUT",
      `${sampleRate} Hz is too slow for this bearing at ${speed} r/min: its impacts need more than ${Math.ceil(4 * bottom)} Hz.`,
    );
  }
  return [[bottom, top] as const, [Math.max(bottom, sampleRate / 8), top] as const];
}

function requireRevolutions(revolutions: number, speed: RevolutionsPerMinute, shaft: Hertz): void {
  if (revolutions >= fewestRevolutions) return;
  throw new Fault(
    "TOO_LITTLE_DATA",
    `The recording holds ${revolutions.toFixed(1)} revolutions at ${speed} r/min; a bearing needs ${fewestRevolutions}, that is ${(fewestRevolutions / shaft).toFixed(2)} s.`,
  );
}

function impulsiveBand(samples: Float64Array, sampleRate: Hertz): KurtosisBand | null {
  const best = spectralKurtosisBand(samples, sampleRate).bestBySignificance;
  return best && best.score >= significantScore ? best : null;
}
