import { setTimeout as wait } from "node:timers/promises";
import type { Milliseconds } from "../domain/units.ts";

/**
 * Closes what is open, but does not let a device or a disk that hangs keep the desktop from ending.
 * @returns "late" when it was not done within `limit`; what was acknowledged is on the disk all the same
 */
export async function closeWithin(
  open: AsyncDisposable,
  limit: Milliseconds,
): Promise<"closed" | "late" | { readonly failed: unknown }> {
  const stop = new AbortController();
  const closed = (async () => open[Symbol.asyncDispose]())().then(
    () => "closed" as const,
    (failed: unknown) => ({ failed }),
  );
  const late = wait(limit, "late" as const, { signal: stop.signal }).catch(() => "late" as const);
  const outcome = await Promise.race([closed, late]);
  stop.abort();
  return outcome;
}
