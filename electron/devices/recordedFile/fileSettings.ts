import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz, UtcMilliseconds } from "../../domain/units.ts";

export const paces = ["real time", "as fast as possible"] as const;
export type Pace = (typeof paces)[number];

/**
 * The settings of a recorded file, checked. Others are kept and not looked at: the page writes `playedAgainAt` to have a recording
 * that has ended begin again.
 */
export interface FileSettings {
  /** `real time`: each block when it would have been measured. Default. */
  readonly pace: Pace;
  /** Begin again at the end; times and sequence run on. */
  readonly loop: boolean;
  /** value = sample relative to full scale × scale (tables: cell × scale); the sensitivity of the point does the rest. */
  readonly scale: number;
  /** For a file that does not say it (a table without a time column, a MATLAB file). */
  readonly sampleRate?: Hertz | undefined;
  /** When the first sample was taken; default now, or for `as fast as possible` what the file says, or when it was written. */
  readonly startTime?: UtcMilliseconds | undefined;
  /** Use what is there of a WAV file that was cut. */
  readonly acceptCut: boolean;
  /** Name or pattern of the variables of a MATLAB file; empty: the only one that can be a signal. */
  readonly variable?: string | undefined;
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function fileSettings(settings: DeviceSetup["settings"]): FileSettings {
  const { pace = "real time", loop = false, scale = 1, sampleRate, startTime, acceptCut = false, variable } = settings;
  if (!paces.includes(pace as Pace)) throw wrong("pace", pace, paces.map((word) => `"${word}"`).join(" or "));
  if (typeof loop !== "boolean") throw wrong("loop", loop, "true or false");
  if (typeof acceptCut !== "boolean") throw wrong("acceptCut", acceptCut, "true or false");
  if (typeof scale !== "number" || !Number.isFinite(scale) || scale === 0) {
    throw wrong("scale", scale, "a number other than 0");
  }
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity)) {
    throw wrong("sampleRate", sampleRate, "a number of hertz above 0");
  }
  if (startTime !== undefined && !(typeof startTime === "number" && Number.isFinite(startTime))) {
    throw wrong("startTime", startTime, "milliseconds since 1970 (UTC)");
  }
  if (variable !== undefined && typeof variable !== "string") throw wrong("variable", variable, "a name");
  return { pace: pace as Pace, loop, scale, sampleRate, startTime, acceptCut, variable };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  return new Fault(
    "BAD_INPUT",
    `The setting ${setting} of a recorded file must be ${allowed}, not ${JSON.stringify(value)}.`,
    {
      details: { setting, value: String(value) },
    },
  );
}
