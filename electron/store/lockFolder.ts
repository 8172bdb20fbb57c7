import { truncateSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { asFault, Fault } from "../domain/fault.ts";

/**
 * One station per data folder. The lock is an open exclusive transaction on an empty SQLite file of its own: the system
 * frees it when the process dies, however it dies, so nothing is left behind after a power cut or a kill.
 * @throws Fault CONFLICT when another station holds the folder; STORE_FAILED when the folder cannot be written
 */
export function lockFolder(folder: string): Disposable {
  const path = join(folder, "station.lock");
  try {
    return take(path);
  } catch (thrown) {
    const code = Number((thrown as { errcode?: unknown }).errcode) & 0xff;
    if (code === 5) {
      throw new Fault(
        "CONFLICT",
        `Another Auscult is using the data folder ${folder}. Close it, or start this one with another folder (--data).`,
        { cause: thrown, details: { folder } },
      );
    }
    // Not a database: whoever held it would have been found first, so nobody does, and the file holds nothing worth keeping.
    if (code === 26 || code === 11) {
      truncateSync(path);
      return take(path);
    }
    throw asFault(thrown, "STORE_FAILED");
  }
}

function take(path: string): Disposable {
  const database = new DatabaseSync(path, { timeout: 500 });
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return { [Symbol.dispose]: () => database.close() };
}
