import { Fault } from "../domain/fault.ts";
import type { Hertz } from "../domain/units.ts";

/** Round rates, those of audio, and the multiples of 2.56 kHz and of 8.192 kHz that vibration analysers use. */
const usualRates: readonly Hertz[] = [
  10, 100, 500, 1000, 2000, 2048, 2560, 4096, 5000, 5120, 8000, 8192, 10_000, 10_240, 12_800, 16_000, 16_384, 20_000,
  20_480, 25_600, 32_000, 32_768, 40_000, 40_960, 44_100, 48_000, 50_000, 51_200, 52_734, 65_536, 96_000, 100_000,
  102_400, 105_469,
];

/** Further from what was asked for than this, a rate is another one. */
const tolerance = 0.001;

/** The usual ones of a device that offers all rates between two. */
export function offeredRates(lowest: Hertz, highest: Hertz): Hertz[] {
  return usualRates.filter((rate) => rate >= lowest && rate <= highest);
}

/** The rate to propose: the lowest that shows bearing faults early (10 kHz of bandwidth), or the highest there is. */
export function proposedRate(rates: readonly Hertz[]): Hertz {
  return rates.find((rate) => rate >= 25_600) ?? rates.at(-1) ?? 0;
}

/** @throws Fault RATE_NOT_OFFERED when a device has made something else of the rate it was asked for */
export function checkRate(name: string, asked: Hertz, actual: Hertz): void {
  if (Math.abs(actual - asked) > tolerance * asked) throw rateNotOffered(name, asked, [actual]);
}

export function rateNotOffered(name: string, asked: Hertz, offered: readonly Hertz[]): Fault {
  const shown = offered.map((rate) => Math.round(rate * 1000) / 1000);
  const remedy = shown.length > 0 ? `, but ${shown.join(", ")} Hz. Choose one of these.` : ". Choose another rate.";
  const message = `${name} does not offer ${asked} Hz${remedy}`;
  return new Fault("RATE_NOT_OFFERED", message, { details: { asked, offered: shown } });
}
