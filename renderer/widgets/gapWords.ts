import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../electron/domain/units.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

/** Shorter ones are told with three figures. */
const aMinute: Milliseconds = 60_000;

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
