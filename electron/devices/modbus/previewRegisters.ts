import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { SourceTroubles } from "../../domain/sourceTroubles.ts";
import { channelsOf } from "./channelsOf.ts";
import type { SlaveTask } from "./modbusTask.ts";
import type { Poll } from "./pollRegisters.ts";

const mostRows = 20;

/** The preview after one more poll: every value of it with its name and unit, and the last rows. */
export function previewRegisters(
  { map, sampleRate }: Pick<SlaveTask, "map" | "sampleRate">,
  { values }: Poll,
  troubles: SourceTroubles,
  before: DevicePreview | undefined,
): DevicePreview {
  const raw = map.registers.map(({ name, address, unit }, index) => {
    return `${address}  ${name}: ${Number(values[index]!.toPrecision(6))} ${unit}`;
  });
  return {
    raw: raw.slice(0, mostRows),
    channels: channelsOf(map),
    rows: [...(before?.rows ?? []), values].slice(-mostRows),
    sampleRate,
    samples: (before?.samples ?? 0) + 1,
    troubles,
  };
}
