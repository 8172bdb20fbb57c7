import type { Milliseconds, UtcMilliseconds } from "../../domain/units.ts";

/** When a recording was taken, as far as it says. */
export interface Timing {
  /** From the recording itself. */
  readonly startTime?: UtcMilliseconds | undefined;
  /** When the file was last written: at the end of the recording, or when it was copied. */
  readonly modified: UtcMilliseconds;
  readonly length: Milliseconds;
}

/** Recorders write whole seconds: what begins so little before the end of the one before follows on it. */
const slack: Milliseconds = 2000;

/**
 * The start of each recording, in the order in which they are to be analysed. What says its own time keeps it. The others end when they
 * were written; where several were copied at once they are laid one after another, the last one ending then, as time cannot run twice.
 * @param timings in order, as `inOrder` gives it
 * @param notBefore end of what has been analysed
 * @returns undefined for one whose own time lies before what has been analysed already
 */
export function planTimes(
  timings: readonly Timing[],
  notBefore: UtcMilliseconds | undefined,
): (UtcMilliseconds | undefined)[] {
  const starts: UtcMilliseconds[] = [];
  let next = Infinity;
  for (const { startTime, modified, length } of timings.toReversed()) {
    next = startTime ?? Math.min(modified, next) - length;
    starts.unshift(next);
  }
  let end = notBefore ?? -Infinity;
  return timings.map(({ startTime, length }, i) => {
    const start = Math.max(starts[i]!, end);
    if (startTime !== undefined && start > startTime + slack) return undefined;
    end = start + length;
    return start;
  });
}

/** By when they ended, as far as can be told; what was written in the same moment by name, numbers by their value. */
export function inOrder<File extends Timing & { readonly name: string }>(files: readonly File[]): File[] {
  const ending = ({ startTime, modified, length }: Timing) => (startTime === undefined ? modified : startTime + length);
  return files.toSorted((a, b) => ending(a) - ending(b) || byName.compare(a.name, b.name));
}

const byName = new Intl.Collator("en", { numeric: true });
