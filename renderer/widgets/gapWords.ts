import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../electron/domain/units.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

/** Shorter ones are told with three figures. */
const aMinute: Milliseconds = 60_000;
/** With less of it missing, a stretch is one in which samples are missing here and there. */
const mostlyThere = 0.5;

/** Why, in the language of the page where the station gave the code of a fault; otherwise its own sentence. */
export function reasonWords(words: Words, reason: string): string {
  const known: Readonly<Record<string, string>> = { ...words.fault, ...words.devices.gapReason };
  return known[reason] ?? reason;
}

/** "Sun 05:05, for 0.4 s: 10,240 samples lost": when it was, how long, how much is missing. */
export function gapWords(
  words: Words,
  format: Format,
  { from, to, lostSamples, share = 1 }: DeviceGap,
  now: UtcMilliseconds,
): string {
  const span = to - from;
  const duration = span < aMinute ? format.measured(span / millisecondsPerSecond, "s") : format.duration(span);
  const say = share < mostlyThere ? words.devices.scatteredGap : words.devices.gap;
  return say(format.moment(from, now), duration, format.number(lostSamples));
}
