import type { LiveFrame } from "../../../electron/contract/liveContract.ts";
import type { UtcMilliseconds } from "../../../electron/domain/units.ts";

export interface ValueAt {
  readonly time: UtcMilliseconds;
  readonly value: number;
}

/** Enough to see where a value is going; the trend has the rest. */
const most = 300;

/**
 * The values so far and the newest of a frame. The first frame brings the last values of the sensor with it, evenly spaced over the
 * stretch it shows.
 */
export function keepValues(
  before: readonly ValueAt[],
  { time, waveform: { duration, high } }: Pick<LiveFrame, "time" | "waveform">,
): readonly ValueAt[] {
  if (before.length > 0) {
    const newest = high.at(-1);
    if (newest === undefined || time <= before.at(-1)!.time) return before;
    return [...before.slice(1 - most), { time, value: newest }];
  }
  const step = high.length === 0 ? 0 : duration / high.length;
  return high.slice(-most).map((value, index, all) => ({ time: time - (all.length - 1 - index) * step, value }));
}
