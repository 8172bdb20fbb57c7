import type { Milliseconds } from "../../electron/domain/units.ts";

const first: Milliseconds = 500;
const longest: Milliseconds = 8000;

/**
 * How long to wait before the next attempt: doubling, bounded, and spread so that many tablets do not come back at once.
 * @param failures attempts that failed since the link was last up
 * @param chance 0…1
 */
export function reconnectDelay(failures: number, chance: number): Milliseconds {
  const whole = Math.min(longest, first * 2 ** Math.min(failures, 10));
  return whole * (0.75 + 0.25 * chance);
}
