import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createInflate } from "node:zlib";
import { Fault } from "../../domain/fault.ts";
import type { MatVariable } from "./matElements.ts";
import { readAt } from "./readAt.ts";

/** A compressed variable has to be kept in memory as a whole. */
const mostBytes = 256 * 2 ** 20;
const pieceBytes = 65_536;

/**
 * @returns the inflated element up to the end of its numbers
 * @throws Fault BAD_FILE when it is damaged or too large
 */
export async function inflateMat(path: string, file: FileHandle, variable: MatVariable): Promise<Buffer> {
  const { name, rows, columns, numbers, offset, position, bytes } = variable;
  const wanted = offset + rows * columns * numbers.bytesEach;
  const details = { path, variable: name };
  // Deflate cannot make more of it: a header that claims more is damaged, and must not cost the memory it claims.
  if (wanted > 1040 * bytes + 1024) {
    throw new Fault("BAD_FILE", `${path} is damaged: ${name} claims ${rows} × ${columns} numbers. Save it again.`, {
      details,
    });
  }
  if (wanted > mostBytes) {
    const message = `${path} holds ${name} compressed, over ${mostBytes / 2 ** 20} MiB. Save it without compression (-v6).`;
    throw new Fault("BAD_FILE", message, { details });
  }
  const whole = Buffer.alloc(wanted);
  let filled = 0;
  const source = Readable.from(pieces(file, position, bytes));
  const inflating = createInflate();
  source.once("error", (cause) => inflating.destroy(cause));
  source.pipe(inflating);
  try {
    for await (const chunk of inflating as AsyncIterable<Buffer>) {
      filled += chunk.copy(whole, filled, 0, Math.min(chunk.length, wanted - filled));
      if (filled === wanted) return whole;
    }
  } catch (cause) {
    throw new Fault("BAD_FILE", `${path} is damaged: ${name} cannot be decompressed. Save it again.`, {
      cause,
      details,
    });
  } finally {
    source.destroy();
    inflating.destroy();
  }
  throw new Fault("BAD_FILE", `${path} is damaged: ${name} ends after ${filled} of ${wanted} bytes. Save it again.`, {
    details,
  });
}

/** A read stream of the file would close it at its end. */
async function* pieces(file: FileHandle, position: number, bytes: number) {
  for (let done = 0; done < bytes; ) {
    const piece = await readAt(file, position + done, Math.min(pieceBytes, bytes - done));
    if (piece.length === 0) return;
    done += piece.length;
    yield piece;
  }
}
