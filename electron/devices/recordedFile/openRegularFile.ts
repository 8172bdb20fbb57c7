import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";

/** Without waiting for a writer, should the file become a pipe between looking and opening. Windows has no such flag. */
const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file for reading. Anything but a plain file is refused without being opened: opening a pipe waits for its writer, and
 * blocks a thread of the station for as long.
 * @throws Fault BAD_FILE for a folder, a pipe, a device; DEVICE_MISSING when there is no such file, NOT_ALLOWED, DEVICE_LOST
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  try {
    refuseOther(path, await stat(path));
    const file = await open(path, readAtOnce);
    try {
      refuseOther(path, await file.stat());
      return file;
    } catch (fault) {
      await file.close();
      throw fault;
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : openingFault(path, cause);
  }
}

function refuseOther(path: string, found: { isFile(): boolean; isDirectory(): boolean }): void {
  if (found.isFile()) return;
  const message = found.isDirectory()
    ? `${path} is a folder. Name a recording in it.`
    : `${path} is no file that can be played, but a pipe or a device. Name a recording that is stored on a disk.`;
  throw new Fault("BAD_FILE", message, { details: { path } });
}

function openingFault(path: string, cause: unknown): Fault {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const options = { cause, details: { path, reason } };
  if (reason === "ENOENT" || reason === "ENOTDIR") {
    const message = `There is no file ${path}. Check the name, and that its disk is connected.`;
    return new Fault("DEVICE_MISSING", message, options);
  }
  if (reason === "EACCES" || reason === "EPERM") {
    const message = `${path} may not be read. Give the station's user the right to read it.`;
    return new Fault("NOT_ALLOWED", message, options);
  }
  return new Fault("DEVICE_LOST", `${path} could not be read (${reason}). Check the disk it is on.`, options);
}
