import type { Hertz } from "../../domain/units.ts";

/** A column of times counts seconds, milliseconds or microseconds. */
const perSecond = [1, 1e3, 1e6];
/** What arrives a second is known as well as this. */
const tolerance = 0.1;
const leastRows = 4;

/**
 * The rate by the sender's own times, whose unit nobody says: it follows from how many rows arrive.
 * @param times of consecutive rows
 * @param arriving rows a second
 * @returns undefined when no unit fits
 */
export function timedRate(times: readonly number[], arriving: Hertz): Hertz | undefined {
  if (times.length < leastRows) return undefined;
  const steps = times.slice(1).map((time, i) => time - times[i]!);
  const step = steps.toSorted((one, other) => one - other)[steps.length >> 1]!;
  // To a millionth: steps of tenths are not exact.
  const rates = perSecond.map((unit) => Number((unit / step).toPrecision(6)));
  return rates.find((rate) => rate > 0 && Math.abs(rate / arriving - 1) <= tolerance);
}
