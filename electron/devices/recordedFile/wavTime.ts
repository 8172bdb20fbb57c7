import type { UtcMilliseconds } from "../../domain/units.ts";

/**
 * When a WAV file was begun, from its `bext` chunk (EBU Tech 3285): date and time of this place, to the second.
 * @returns undefined when they are not written
 */
export function broadcastTime(chunk: Buffer): UtcMilliseconds | undefined {
  const parts = /^(\d{4})\D(\d{2})\D(\d{2})(\d{2})\D(\d{2})\D(\d{2})/.exec(chunk.toString("latin1", 320, 338));
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  // Some recorders fill in zeros.
  return month! < 1 ? undefined : new Date(year!, month! - 1, day, hour, minute, second).getTime();
}

/**
 * The same from a LIST chunk of the kind INFO, when its `ICRD` is a date with a time (ISO 8601; of this place unless it names a zone).
 * @returns undefined when there is none, or a date alone
 */
export function listedTime(chunk: Buffer): UtcMilliseconds | undefined {
  if (chunk.toString("latin1", 0, 4) !== "INFO") return undefined;
  for (let at = 4; at + 8 <= chunk.length; ) {
    const length = chunk.readUInt32LE(at + 4);
    if (chunk.toString("latin1", at, at + 4) === "ICRD") {
      const text = chunk
        .toString("latin1", at + 8, at + 8 + Math.min(length, 40))
        .split("\0")[0]!
        .trim();
      const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) ? Date.parse(text.replace(" ", "T")) : Number.NaN;
      return Number.isNaN(time) ? undefined : time;
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}
