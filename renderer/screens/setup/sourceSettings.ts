import type { DeviceSetup } from "../../../electron/domain/plant.ts";
import type { Hertz } from "../../../electron/domain/units.ts";

/** What a person may say of a source that does not say everything itself. */
export interface SourceAnswers {
  readonly sampleRate?: Hertz | undefined;
  readonly baudRate: number;
  readonly separator: Separator;
  /** Play a recording again and again. */
  readonly loop: boolean;
  /** Use what is there of a recording that was cut. */
  readonly acceptCut: boolean;
}

export const separators = ["auto", ",", ";", "tab", "space"] as const;
export type Separator = (typeof separators)[number];

/** A recording that ends after a few seconds teaches nothing: unless somebody says otherwise it goes round. */
export const usualAnswers: SourceAnswers = { baudRate: 115_200, separator: "auto", loop: true, acceptCut: false };

/** The settings for a driver: what it was given already, and of the answers those that it knows. */
export function sourceSettings(
  driver: string,
  { sampleRate, baudRate, separator, loop, acceptCut }: SourceAnswers,
  given: DeviceSetup["settings"] = {},
): Record<string, string | number | boolean> {
  return {
    ...given,
    ...(driver === "serialText" ? { baudRate, separator } : {}),
    ...(driver === "recordedFile" ? { loop, acceptCut } : {}),
    ...(sampleRate !== undefined && sampleRate > 0 ? { sampleRate } : {}),
  };
}
