import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import type { Milliseconds, UtcMilliseconds } from "../../electron/domain/units.ts";

/** Nobody points more exactly, in pixels. */
const nearby = 4;

/** The gap at a moment, or the nearest one within a few pixels of it. @param pixel time that one pixel stands for */
export function gapAt(gaps: readonly DeviceGap[], time: UtcMilliseconds, pixel: Milliseconds): DeviceGap | undefined {
  let nearest: DeviceGap | undefined;
  let least = nearby * pixel;
  for (const gap of gaps) {
    const away = Math.max(0, gap.from - time, time - gap.to);
    if (away > least || (nearest !== undefined && away === least)) continue;
    nearest = gap;
    least = away;
  }
  return nearest;
}
