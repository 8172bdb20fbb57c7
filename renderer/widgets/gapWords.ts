import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../electron/domain/units.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

/** Shorter ones are told with three figures. */
const aMinute: Milliseconds = 60_000;

/** Why, in the language of the page where the station gave the code of a fault; otherwise its own sentence. */
export function reasonWords(words: Words, reason: string): string {
  const known: Readonly<Record<string, string>> = words.fault;
  return known[reason] ?? reason;
}

/** "Sun 05:05, for 0.4 s: 10,240 samples lost": when it was, how long, how much is missing. */
export function gapWords(
  words: Words,
  format: Format,
  { from, to, lostSamples }: DeviceGap,
  now: UtcMilliseconds,
): string {
  const span = to - from;
  const duration = span < aMinute ? format.measured(span / millisecondsPerSecond, "s") : format.duration(span);
  return words.devices.gap(format.moment(from, now), duration, format.number(lostSamples));
}
