import { type Unit, units } from "../../../electron/domain/units.ts";
import { type FrequencyAxis, frequencyAxes } from "./axisWindow.ts";
import { averagings } from "./spectrumAverage.ts";
import { type CursorKind, cursorKinds } from "./spectrumCursor.ts";
import { resolutions, type TraceChoices } from "./spectrumTrace.ts";
import { amplitudeScales, offeredUnits } from "./spectrumUnits.ts";

/** How somebody likes to look at spectra: kept in this browser, for every point. */
export interface AnalyserChoices extends Omit<TraceChoices, "unit"> {
  /** Missing: as the point measures. */
  readonly unit?: Unit | undefined;
  readonly axis: FrequencyAxis;
  readonly cursor: CursorKind;
  readonly peakHold: boolean;
}

function oneOf<Value extends string>(values: readonly Value[], kept: unknown): Value {
  return values.find((value) => value === kept) ?? values[0]!;
}

/**
 * What was kept, read with care: the text may be from another version or from anybody.
 * @param kept the kept JSON, or null
 */
export function readChoices(kept: string | null): AnalyserChoices {
  let values: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(kept ?? "{}");
    if (typeof parsed === "object" && parsed !== null) values = parsed as Record<string, unknown>;
  } catch {
    // Not ours: begin as usual.
  }
  return {
    averaging: oneOf(averagings, values.averaging),
    unit: units.find((unit) => unit === values.unit),
    scale: oneOf(amplitudeScales, values.scale),
    resolution: oneOf(resolutions, values.resolution),
    axis: oneOf(frequencyAxes, values.axis),
    cursor: oneOf(cursorKinds, values.cursor),
    peakHold: values.peakHold === true,
  };
}

/** The liked unit where physics leads to it, else the unit of the samples. */
export function unitFor(liked: Unit | undefined, measured: Unit): Unit {
  return liked !== undefined && offeredUnits(measured).includes(liked) ? liked : measured;
}
