import type { Mounting, Signal } from "../../electron/domain/plant.ts";
import { type Hertz, millisecondsPerSecond, type Seconds } from "../../electron/domain/units.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";
import { mountingLimit } from "./mountingLimit.ts";

/** Impacts of a bearing that begins to fail ring at 10 kHz and above; MEMS sensors of 2.5 to 4 kHz show it later. */
const earlyFaults: Hertz = 10_000;
const lateFaults: Hertz = 2500;
const aMinute: Seconds = 60;

interface Facts {
  readonly mounting: Mounting;
  readonly sampleRate: Hertz;
  readonly signal?: Signal | undefined;
}

/** "2 s", "5 min": how long it takes from one value to the next. */
function valueInterval(format: Format, sampleRate: Hertz): string {
  const interval = 1 / sampleRate;
  return interval < aMinute ? format.measured(interval, "s") : format.duration(interval * millisecondsPerSecond);
}

/** How often something comes: "25.6 kHz" of a waveform, "every 2 s" of values. */
export function paceWords(
  words: Words,
  format: Format,
  { sampleRate, signal }: Pick<Facts, "sampleRate" | "signal">,
): string {
  if (signal !== "feature" || !(sampleRate > 0)) return format.frequency(sampleRate);
  return words.devices.every(valueInterval(format, sampleRate));
}

/** "Magnet mount: sees to about 3 kHz. Enough for middle to late faults …": what a point can detect, and what it cannot. */
export function mountingStatement(words: Words, format: Format, { mounting, sampleRate, signal }: Facts): string {
  const say = words.devices.mounting;
  if (signal === "feature") {
    return sampleRate > 0 ? say.values(valueInterval(format, sampleRate)) : words.devices.valuesOnly;
  }
  if (mounting === "unknown") return say.open;
  const limit = mountingLimit(mounting, sampleRate);
  const reach = format.frequency(limit);
  // What bounds it is said first: another mounting helps nothing where the sample rate is the limit.
  const sees =
    limit < sampleRate / 2 ? say.sees(say.words[mounting], reach) : say.seesByRate(format.frequency(sampleRate), reach);
  if (mounting === "airborne") return `${sees} ${say.air}`;
  return `${sees} ${limit >= earlyFaults ? say.early : limit >= lateFaults ? say.late : say.slow}`;
}
