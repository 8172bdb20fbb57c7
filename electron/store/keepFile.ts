import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../domain/fault.ts";

/** Ends the names of files that were not finished; they may be deleted at any time. */
export const unfinished = ".part";

/**
 * Writes a file so that after a power cut it is there whole or not at all: under another name, to the disk, then renamed.
 * @throws Fault STORE_FAILED when the disk refuses it
 */
export function keepFile(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${randomUUID()}${unfinished}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, "wx");
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw new Fault("STORE_FAILED", `${path} could not be written: ${(thrown as Error).message}.`, {
      cause: thrown,
      details: { path },
    });
  }
}

/** Makes a rename last. Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
