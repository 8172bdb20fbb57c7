import type { Hertz, Seconds } from "../domain/units.ts";

/**
 * What an alert's evidence needs of the ring: the five seconds before the alert, the eight until it is frozen at the latest, and what
 * may wait for the analysis.
 */
const evidenceSeconds: Seconds = 20;
/** A recording that begins in the past reads the oldest of the ring while new signal overwrites it: so long it may take to get there. */
export const readingMargin: Seconds = 5;
/** Memory for the raw signal of all channels; 64 of them at 51.2 kHz fill it with 20 seconds. */
export const rawMemoryBytes = 256 * 1024 * 1024;
const sampleBytes = 4;

/**
 * How many seconds of raw signal all channels keep: what recordings want of the past, evenly shortened to what memory holds, and never
 * less than the evidence of an alert needs. Whole seconds, so that one more channel does not move all memory each time.
 * @param rates of every channel that is kept, in Hz
 */
export function rawSeconds(rates: readonly Hertz[], preTrigger: Seconds, bytes = rawMemoryBytes): Seconds {
  const wanted = Math.ceil(preTrigger) + readingMargin;
  const perSecond = rates.reduce((sum, rate) => sum + rate * sampleBytes, 0);
  const fits = perSecond > 0 ? Math.floor(bytes / perSecond) : wanted;
  return Math.max(evidenceSeconds, Math.min(wanted, fits));
}
