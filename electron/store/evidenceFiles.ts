import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Fault } from "../domain/fault.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { keepFile, unfinished } from "./keepFile.ts";

/** A recording that no alert refers to yet may be one whose alert is just being written. */
const grace = 3600 * millisecondsPerSecond;

/** Recordings beside the database, named by the SHA-256 of their bytes, so that a changed one is noticed. */
export class EvidenceFiles {
  readonly #connection: Connection;
  readonly #folder: string;
  readonly #now: () => UtcMilliseconds;
  #used: number;

  constructor(connection: Connection, folder: string, now: () => UtcMilliseconds) {
    this.#connection = connection;
    this.#folder = folder;
    this.#now = now;
    connection.transaction(() => this.#reconcile());
    this.#used = connection.one<{ bytes: number }>(
      "SELECT coalesce(sum(bytes), 0) AS bytes FROM evidence_files",
    )!.bytes;
  }

  /** @returns SHA-256 in lower-case hex. @throws Fault STORE_FAILED when the disk refuses it */
  put(bytes: Uint8Array): string {
    const hash = sha256(bytes);
    keepFile(this.path(hash), bytes);
    const added = this.#connection.run(
      "INSERT INTO evidence_files (hash, bytes, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      hash,
      bytes.length,
      this.#now(),
    );
    if (added > 0) this.#used += bytes.length;
    return hash;
  }

  /** Where the recording is, or was. @throws Fault BAD_INPUT for what is not a hash */
  path(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Fault("BAD_INPUT", `"${hash}" is not the hash of a recording.`);
    return join(this.#folder, hash.slice(0, 2), `${hash}.wav`);
  }

  /** @throws Fault NOT_FOUND when it was pruned; BAD_FILE when it is not what was recorded */
  readBytes(hash: string): Uint8Array<ArrayBuffer> {
    const path = this.path(hash);
    if (!existsSync(path)) {
      throw new Fault("NOT_FOUND", "This recording was removed to stay within the disk limit for evidence.", {
        details: { hash },
      });
    }
    const bytes = new Uint8Array(readFileSync(path));
    if (sha256(bytes) !== hash) {
      throw new Fault(
        "BAD_FILE",
        `The recording ${path} was changed or damaged since it was made; it proves nothing.`,
        {
          details: { path, hash },
        },
      );
    }
    return bytes;
  }

  /** Bytes on the disk. */
  used(): number {
    return this.#used;
  }

  /** Oldest first until `limit` is kept, never one that an open alert refers to. @returns files deleted, at most `budget` */
  prune(limit: number, budget: number): number {
    let deleted = 0;
    if (this.#used <= limit) return deleted;
    const candidates = this.#connection.all<{ hash: string; bytes: number }>(
      `SELECT hash, bytes FROM evidence_files AS file WHERE NOT EXISTS (
           SELECT 1 FROM evidence_uses AS use JOIN alerts ON alerts.id = use.alert_id
             WHERE use.hash = file.hash AND alerts.phase <> 'normal')
         AND (time < ? OR EXISTS (SELECT 1 FROM evidence_uses AS use WHERE use.hash = file.hash))
         ORDER BY time LIMIT ?`,
      this.#now() - grace,
      budget,
    );
    for (const { hash, bytes } of candidates) {
      if (this.#used <= limit) break;
      // The file first: should we be interrupted, the row is found to have no file at the next start.
      rmSync(this.path(hash), { force: true });
      this.#connection.run("DELETE FROM evidence_files WHERE hash = ?", hash);
      this.#used -= bytes;
      deleted += 1;
    }
    return deleted;
  }

  /** Brings rows and files together again after a kill between the two, or after the database was set aside. */
  #reconcile(): void {
    const rows = this.#connection.all<{ hash: string }>("SELECT hash FROM evidence_files");
    const missing = new Set(rows.map((row) => row.hash));
    for (const entry of existsSync(this.#folder) ? readdirSync(this.#folder, { recursive: true }) : []) {
      const path = join(this.#folder, String(entry));
      const hash = basename(path, ".wav");
      if (path.endsWith(unfinished)) rmSync(path, { force: true });
      if (!/^[0-9a-f]{64}$/.test(hash) || !path.endsWith(".wav") || missing.delete(hash)) continue;
      const { size, mtimeMs } = statSync(path);
      this.#connection.run(
        "INSERT INTO evidence_files (hash, bytes, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        hash,
        size,
        mtimeMs,
      );
    }
    for (const hash of missing) this.#connection.run("DELETE FROM evidence_files WHERE hash = ?", hash);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
