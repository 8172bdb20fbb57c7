import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export interface SerialWriterOptions {
  /** Lines a second. */
  readonly rate: number;
  /** Ends after so many lines; without it, at `stop`. */
  readonly count?: number;
  readonly stop?: AbortSignal;
  /** The n-th line, without its end; or bytes, which are sent as they are. */
  readonly line: (index: number) => string | Uint8Array;
  readonly lineEnd?: string;
}

/** A device that sends lines, or frames, at its own pace. @returns how many it has sent once it ends; a pulled cable ends it, too */
export async function serialWriter(path: string, options: SerialWriterOptions): Promise<number> {
  const { rate, count = Infinity, stop, line, lineEnd = "\r\n" } = options;
  // Without O_NOCTTY the port would become the terminal of the tests.
  const port = await open(path, constants.O_WRONLY | constants.O_NOCTTY);
  const started = performance.now();
  let sent = 0;
  try {
    while (sent < count && !stop?.aborted) {
      const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * rate) + 1);
      const pieces: Uint8Array[] = [];
      for (; sent < due; sent++) {
        const next = line(sent);
        pieces.push(typeof next === "string" ? Buffer.from(next + lineEnd) : next);
      }
      for (let rest = Buffer.concat(pieces); rest.length > 0; ) {
        const { bytesWritten } = await port.write(rest);
        rest = rest.subarray(bytesWritten);
      }
      await sleep(Math.max(1, started + (sent / rate) * 1000 - performance.now()));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EIO") throw error;
  } finally {
    await port.close().catch(() => {});
  }
  return sent;
}
