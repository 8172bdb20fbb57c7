import type { ChannelInfo } from "../../../../electron/domain/channelInfo.ts";
import type { CalibrationRecord, Point } from "../../../../electron/domain/plant.ts";
import type { UtcMilliseconds } from "../../../../electron/domain/units.ts";

interface Facts {
  readonly point: Point | undefined;
  readonly facts: ChannelInfo | undefined;
  readonly deviceName: string;
  /** That will be saved. */
  readonly sensitivity: number;
  /** What a calibrator gave while the form was open. */
  readonly measured: { readonly sensitivity: number; readonly record: CalibrationRecord } | undefined;
  readonly author: string;
  readonly now: UtcMilliseconds;
}

/** Units in which a device has said nothing about what its numbers mean. */
const meaningless: ReadonlySet<string> = new Set(["FS", "raw"]);

/** Where the sensitivity of a point comes from: a calibrator, the device itself, a person, or as it was. */
export function calibrationOf({
  point,
  facts,
  deviceName,
  sensitivity,
  measured,
  author,
  now,
}: Facts): CalibrationRecord | undefined {
  if (measured !== undefined && measured.sensitivity === sensitivity) return measured.record;
  if (point !== undefined && point.sensitivity === sensitivity) return point.calibration;
  const byDevice = facts !== undefined && !meaningless.has(facts.unit) && facts.signal !== "feature";
  if (byDevice && facts.sensitivity === sensitivity) return { method: "device", time: now, by: deviceName };
  // One that nobody has touched, of a device that says nothing, is not a calibration.
  if (sensitivity === (facts?.sensitivity ?? 1)) return undefined;
  return { method: "entered", time: now, by: author };
}
