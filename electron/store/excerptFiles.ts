import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ComponentId } from "../domain/plant.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { unfinished } from "./keepFile.ts";

/** Pieces of one second kept of a session, spread over it: enough to try a fault on every stretch. */
export const mostExcerpts = 12;
/** Sessions of a component that keep theirs, newest first. At 51.2 kHz that is 12 MB a point at most: 0.8 GB for 64 channels. */
export const sessionsWithExcerpts = 5;
/** A file that no row names may belong to a database that was set aside; after this time nobody brings that back. */
const orphanKept = 30 * 86_400 * millisecondsPerSecond;

const suffix = ".f32";

interface Row {
  readonly hash: string;
  readonly lengths: string;
}

interface NewRow extends Row {
  readonly componentId: ComponentId;
  readonly from: UtcMilliseconds;
  readonly number: number;
  readonly bytes: number;
}

/**
 * Raw samples of healthy sessions, in the units of their points: what pseudo-faults are tried on. Files are named by the SHA-256 of
 * their bytes and written beside the listening, without waiting for the disk: twelve components that learn at once would hold it up,
 * and a file that a power cut has taken is only left out.
 */
export class ExcerptFiles {
  readonly #connection: Connection;
  readonly #folder: string;
  #used: number;
  #pending: NewRow[] = [];
  /** What is done to files, one after the other. Never rejects. */
  #work: Promise<void> = Promise.resolve();

  constructor(connection: Connection, folder: string, now: UtcMilliseconds) {
    this.#connection = connection;
    this.#folder = folder;
    this.#removeOrphans(now);
    this.#used = this.#bytes();
  }

  /**
   * Keeps one excerpt of the session that began at `from`; buffered, its row is on the disk after the next group commit.
   * @param number which of the session's; one of the same number takes the place of the earlier one
   * @param samples shape [points][samples], copied
   */
  put(componentId: ComponentId, from: UtcMilliseconds, number: number, samples: readonly Float32Array[]): void {
    const bytes = flatten(samples);
    const hash = createHash("sha256").update(bytes).digest("hex");
    const lengths = JSON.stringify(samples.map((each) => each.length));
    this.#pending.push({ componentId, from, number, hash, lengths, bytes: bytes.length });
    this.#used += bytes.length;
    this.#then(() => writeWhole(this.#path(hash), bytes));
  }

  get waiting(): number {
    return this.#pending.length;
  }

  /** Writes the rows that are pending, in the transaction of the caller. @returns what to call once it is committed */
  write(): () => void {
    const rows = [...this.#pending];
    for (const { componentId, from, number, hash, bytes, lengths } of rows) {
      this.#connection.run(
        `INSERT OR REPLACE INTO healthy_excerpts (component_id, "from", number, hash, bytes, lengths) VALUES (?, ?, ?, ?, ?, ?)`,
        componentId,
        from,
        number,
        hash,
        bytes,
        lengths,
      );
    }
    return () => {
      this.#pending = this.#pending.slice(rows.length);
    };
  }

  /** Every file is as its row says. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** Shape [excerpts][points][samples]; one that is gone or altered is left out, the others serve. */
  async read(componentId: ComponentId, from: UtcMilliseconds): Promise<Float32Array<ArrayBuffer>[][]> {
    this.#commit();
    await this.#work;
    const rows = this.#connection.all<Row>(
      `SELECT hash, lengths FROM healthy_excerpts WHERE component_id = ? AND "from" = ? ORDER BY number`,
      componentId,
      from,
    );
    const excerpts: Float32Array<ArrayBuffer>[][] = [];
    for (const { hash, lengths } of rows) {
      const bytes = await readFile(this.#path(hash)).catch(() => undefined);
      if (bytes === undefined || createHash("sha256").update(bytes).digest("hex") !== hash) continue;
      excerpts.push(parted(bytes, JSON.parse(lengths) as number[]));
    }
    return excerpts;
  }

  /** How many each session of a component has, by its begin. */
  counts(componentId: ComponentId): ReadonlyMap<UtcMilliseconds, number> {
    this.#commit();
    const rows = this.#connection.all<{ from: UtcMilliseconds; count: number }>(
      `SELECT "from", count(*) AS count FROM healthy_excerpts WHERE component_id = ? GROUP BY "from"`,
      componentId,
    );
    return new Map(rows.map(({ from, count }) => [from, count]));
  }

  /** Of one session, or of all of the component. */
  remove(componentId: ComponentId, from?: UtcMilliseconds): void {
    this.#commit();
    const rows = this.#connection.all<Row>(
      `SELECT hash FROM healthy_excerpts WHERE component_id = ?1 AND (?2 IS NULL OR "from" = ?2)`,
      componentId,
      from ?? null,
    );
    if (rows.length === 0) return;
    this.#connection.run(
      `DELETE FROM healthy_excerpts WHERE component_id = ?1 AND (?2 IS NULL OR "from" = ?2)`,
      componentId,
      from ?? null,
    );
    for (const { hash } of rows) {
      if (this.#connection.one("SELECT 1 FROM healthy_excerpts WHERE hash = ?", hash)) continue;
      this.#then(() => rm(this.#path(hash), { force: true }));
    }
    this.#used = this.#bytes();
  }

  /** Only the newest sessions of a component keep theirs. */
  keepNewest(componentId: ComponentId, sessions: number = sessionsWithExcerpts): void {
    this.#commit();
    const older = this.#connection.all<{ from: UtcMilliseconds }>(
      `SELECT DISTINCT "from" FROM healthy_excerpts WHERE component_id = ? ORDER BY "from" DESC LIMIT -1 OFFSET ?`,
      componentId,
      sessions,
    );
    for (const { from } of older) this.remove(componentId, from);
  }

  /** Bytes on the disk. */
  used(): number {
    return this.#used;
  }

  #commit(): void {
    if (this.#pending.length > 0) this.#connection.transaction(() => this.write())();
  }

  /** What the disk refuses is missing when it is read; a disk that refuses everything is told of by the database. */
  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch(() => {});
  }

  #bytes(): number {
    const sql = "SELECT coalesce(sum(bytes), 0) AS bytes FROM healthy_excerpts";
    return this.#connection.one<{ bytes: number }>(sql)!.bytes;
  }

  #path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), `${hash}${suffix}`);
  }

  #removeOrphans(now: UtcMilliseconds): void {
    if (!existsSync(this.#folder)) return;
    const named = new Set(
      this.#connection.all<Row>("SELECT hash FROM healthy_excerpts").map(({ hash }) => `${hash}${suffix}`),
    );
    for (const entry of readdirSync(this.#folder, { recursive: true })) {
      const path = join(this.#folder, String(entry));
      const isOrphan = path.endsWith(suffix) && !named.has(basename(path));
      if (path.endsWith(unfinished) || (isOrphan && statSync(path).mtimeMs < now - orphanKept))
        rmSync(path, { force: true });
    }
  }
}

/** Whole or not at all for whoever reads; what is lost in a power cut is found by its hash. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}${unfinished}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

function flatten(samples: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const values = new Float32Array(samples.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of samples) {
    values.set(each, at);
    at += each.length;
  }
  return new Uint8Array(values.buffer);
}

function parted(bytes: Uint8Array, lengths: readonly number[]): Float32Array<ArrayBuffer>[] {
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return values.slice(at - length, at);
  });
}
