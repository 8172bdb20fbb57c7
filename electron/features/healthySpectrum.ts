import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { Decibels } from "../domain/units.ts";

/** Bounds the memory of a collector at about 1 MB however long the learning takes. */
const mostSpectra = 512;

/**
 * 5 %, 50 % and 95 % quantiles in each display band (linear interpolation between order statistics), to 0.1 dB.
 * @throws Fault TOO_LITTLE_DATA without any spectrum; BAD_SHAPE when they differ in bands or range
 */
export function healthySpectrum(spectra: readonly DisplaySpectrum[]): HealthySpectrum {
  const first = spectra[0];
  if (!first) throw new Fault("TOO_LITTLE_DATA", "There is no spectrum of the healthy state yet.");
  if (spectra.some((other) => other.top !== first.top || other.levels.length !== first.levels.length)) {
    throw new Fault("BAD_SHAPE", "The healthy spectra come from different sample rates. Learn at one rate.");
  }
  const sorted = first.levels.map((_, band) =>
    Float64Array.from(spectra, (spectrum) => spectrum.levels[band]!).toSorted(),
  );
  const quantiles = (share: number) => sorted.map((values) => quantile(values, share));
  return { top: first.top, low: quantiles(0.05), middle: quantiles(0.5), high: quantiles(0.95) };
}

/** Collects healthy spectra over any time in bounded memory: when full, every second one goes and half as many are taken from then on. */
export class HealthySpectrumCollector {
  #spectra: DisplaySpectrum[] = [];
  #stride = 1;
  #offered = 0;

  /** Spectra from another sample rate start the collection anew: the sensor was changed. */
  add(spectrum: DisplaySpectrum): void {
    if (this.#spectra[0] && this.#spectra[0].top !== spectrum.top) this.clear();
    if (this.#offered++ % this.#stride !== 0) return;
    this.#spectra.push(spectrum);
    if (this.#spectra.length < mostSpectra) return;
    this.#spectra = this.#spectra.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }

  /** null before the first spectrum. */
  quantiles(): HealthySpectrum | null {
    return this.#spectra.length === 0 ? null : healthySpectrum(this.#spectra);
  }

  clear(): void {
    this.#spectra = [];
    this.#stride = 1;
    this.#offered = 0;
  }
}

function quantile(sorted: Float64Array, share: number): Decibels {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const value = low + (position - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
  // a tenth of a decibel is finer than the eye, and keeps the model small
  return Math.round(value * 10) / 10;
}
