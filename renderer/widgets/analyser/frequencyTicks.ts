import type { Hertz } from "../../../electron/domain/units.ts";

const kilo = 1000;
const mostDigits = 4;
type Numbers = (value: number, digits?: number) => string;

/** Decimals that tell apart values this far from each other. */
function digitsFor(step: number): number {
  return Math.max(0, Math.min(4, -Math.floor(Math.log10(step) + 1e-9)));
}

/** Steps within a decade, from coarse to fine. */
const coarseSteps = [1, 2, 5];
const fineSteps = [1, 1.5, 2, 3, 5, 7];

function decadeTicks(low: Hertz, high: Hertz, steps: readonly number[]): Hertz[] {
  const ticks: Hertz[] = [];
  for (let decade = 10 ** Math.floor(Math.log10(low)); decade <= high; decade *= 10) {
    for (const step of steps) if (step * decade >= low && step * decade <= high) ticks.push(step * decade);
  }
  return ticks;
}

/** Round frequencies for a logarithmic axis: some of each decade, or even steps where little of one is shown. */
export function logarithmicSplits(low: Hertz, high: Hertz): Hertz[] {
  const coarse = decadeTicks(low, high, coarseSteps);
  if (coarse.length >= 5) return coarse;
  const fine = decadeTicks(low, high, fineSteps);
  if (fine.length >= 4) return fine;
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** The fewest decimals that say these values as they are. */
function exactDigits(values: readonly number[]): number {
  for (let digits = 0; digits < mostDigits; digits += 1) {
    const scale = 10 ** digits;
    if (values.every((value) => Math.abs(value * scale - Math.round(value * scale)) < 1e-6 * scale)) return digits;
  }
  return mostDigits;
}

/** Texts for the ticks of a frequency axis: never rounded, so that they differ however far it is zoomed in; none where there is no tick. */
export function frequencyTicks(ticks: readonly (Hertz | null)[], number: Numbers): (string | null)[] {
  const there = ticks.filter((tick) => tick !== null);
  const large = there.filter((tick) => tick >= kilo).map((tick) => tick / kilo);
  const inKilohertz = exactDigits(large) <= 2;
  const [kiloDigits, digits] = [exactDigits(large), exactDigits(there)];
  return ticks.map((tick) => {
    if (tick === null) return null;
    return inKilohertz && tick >= kilo ? `${number(tick / kilo, kiloDigits)} kHz` : `${number(tick, digits)} Hz`;
  });
}

/** A frequency as a cursor reads it: to a tenth of a line. */
export function cursorFrequency(frequency: Hertz, step: Hertz, number: Numbers): string {
  return `${number(frequency, digitsFor(step / 10))} Hz`;
}
