import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";

export const afterwardsChoices = ["leave", "move"] as const;
export type Afterwards = (typeof afterwardsChoices)[number];

/** What recorders write; everything else in the folder is let alone. */
export const usualPattern = "*.wav; *.flac; *.csv; *.uff; *.unv; *.mat";
export const usualSettle: Seconds = 2;

/** The settings of a watched folder, checked. */
export interface FolderSettings {
  /** Names of recordings; * stands for any letters, ? for one. */
  readonly patterns: readonly string[];
  /** With a recording that was analysed: leave it, or move it into the folder `analysed` (a bad one into `refused`). */
  readonly afterwards: Afterwards;
  /** For files that do not say it. */
  readonly sampleRate?: Hertz | undefined;
  /** Name or pattern of the variables of a MATLAB file. */
  readonly variable?: string | undefined;
  /** A file that has not changed for so long is complete. */
  readonly settle: Seconds;
  /** File of the journal, when it cannot stand in the folder. */
  readonly journal?: string | undefined;
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function folderSettings(settings: DeviceSetup["settings"]): FolderSettings {
  const { pattern = usualPattern, afterwards = "leave", sampleRate, variable = "", journal = "" } = settings;
  const { settleSeconds = usualSettle } = settings;
  const patterns = typeof pattern === "string" ? pattern.split(";").map((each) => each.trim()) : [];
  const named = patterns.filter((each) => each !== "");
  if (named.length === 0 || named.some((each) => /[/\\]/.test(each))) {
    throw wrong("pattern", pattern, "names of files with * and ?, such as *.wav; *.csv");
  }
  if (!afterwardsChoices.includes(afterwards as Afterwards)) throw wrong("afterwards", afterwards, '"leave" or "move"');
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity)) {
    throw wrong("sampleRate", sampleRate, "a number of hertz above 0");
  }
  if (typeof settleSeconds !== "number" || !(settleSeconds >= 0.05 && settleSeconds <= 3600)) {
    throw wrong("settleSeconds", settleSeconds, "a number of seconds from 0.05 to 3600");
  }
  if (typeof variable !== "string") throw wrong("variable", variable, "a name");
  if (typeof journal !== "string") throw wrong("journal", journal, "the path of a file");
  return {
    patterns: named,
    afterwards: afterwards as Afterwards,
    sampleRate,
    variable: variable || undefined,
    settle: settleSeconds,
    journal: journal || undefined,
  };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of a watched folder must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
