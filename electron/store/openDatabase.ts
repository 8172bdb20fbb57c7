import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Fault } from "../domain/fault.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import { Connection } from "./connection.ts";
import type { Migration } from "./migrations/migration.ts";
import { applicationId, migrate, migrations } from "./migrations/migrations.ts";
import { requireSqlite } from "./sqliteVersion.ts";

/** Something the user has to be told: what happened, what is safe, what to do. */
export interface StoreNotice {
  readonly code: "STORE_CORRUPT" | "STORE_FAILED";
  readonly time: UtcMilliseconds;
  readonly message: string;
}

/**
 * Up to this size every page is read at the start (5 ms per MB, measured). Of a larger database the tables of measurements,
 * which make it large, are left out, so that a station is ready in time; damage in them shows when they are read, is then
 * remembered, and has everything read at the next start.
 */
const readWholeUpTo = 64_000_000;
const measurements = ["trend_second", "trend_minute", "features"];

/**
 * Opens `station.db` of a folder that is locked by the caller. A damaged one is set aside, never deleted, and a fresh one begun.
 * @throws Fault RUNTIME_WRONG, CONFLICT (a newer app or another program), STORE_FAILED
 */
export function openDatabase(
  folder: string,
  now: UtcMilliseconds,
  list: readonly Migration[] = migrations,
  wholeUpTo = readWholeUpTo,
): { connection: Connection; notices: StoreNotice[] } {
  const path = join(folder, "station.db");
  const suspect = `${path}.suspect`;
  const notices: StoreNotice[] = [];
  requireSqlite(sqliteVersion());
  if (existsSync(path)) {
    try {
      inspect(path, folder, list.length, existsSync(suspect) ? Number.POSITIVE_INFINITY : wholeUpTo);
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== "STORE_CORRUPT") throw thrown;
      notices.push({ code: "STORE_CORRUPT", time: now, message: corruptSentence(folder, setAside(path, now)) });
    }
  }
  rmSync(suspect, { force: true });
  const connection = new Connection(path, { onDamage: () => remember(suspect) });
  try {
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    connection.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    migrate(connection, list);
    return { connection, notices };
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

/** Version of the SQLite this process really runs. */
export function sqliteVersion(): string {
  using connection = new Connection(":memory:");
  return connection.one<{ version: string }>("SELECT sqlite_version() AS version")?.version ?? "0";
}

/** Looks without touching: a read-only connection neither migrates nor folds a write-ahead log into a damaged file. */
function inspect(path: string, folder: string, latest: number, wholeUpTo: number): void {
  const { size } = statSync(path);
  if (size === 0) {
    // SQLite takes an empty file for a new database. In a folder that has been in use it is one that lost everything.
    if (existsSync(join(folder, "models"))) throw new Fault("STORE_CORRUPT", `${path} is empty.`);
    return;
  }
  using connection = new Connection(path, { readOnly: true });
  const version = connection.one<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  const owner = connection.one<{ application_id: number }>("PRAGMA application_id")?.application_id ?? 0;
  const tables = connection.one<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema")?.count ?? 0;
  if (tables > 0 && owner !== applicationId) {
    throw new Fault(
      "CONFLICT",
      `${path} is a database of another program and was left untouched. Choose another data folder (--data).`,
      { details: { path } },
    );
  }
  if (version > latest) {
    throw new Fault(
      "CONFLICT",
      `The data in ${folder} was written by a newer Auscult (data version ${version}; this one knows ${latest}). Nothing was changed. Install the newer version, or choose another data folder (--data).`,
      { details: { folder, found: version, known: latest } },
    );
  }
  const findings =
    size <= wholeUpTo ? check(connection, "3") : tablesOf(connection).flatMap((name) => check(connection, name));
  const found = findings.filter((finding) => finding !== "ok");
  if (found.length > 0) throw new Fault("STORE_CORRUPT", `${path}: ${found.join("; ")}`, { details: { path } });
}

/** That the disk refuses this as well must not hide the damage itself. */
function remember(suspect: string): void {
  try {
    writeFileSync(suspect, "");
  } catch {
    // The next reader of the damaged page will try again.
  }
}

function check(connection: Connection, argument: string): string[] {
  return connection.all<{ quick_check: string }>(`PRAGMA quick_check(${argument})`).map((row) => row.quick_check);
}

function tablesOf(connection: Connection): string[] {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
  const names = connection.all<{ name: string }>(sql).map((row) => row.name);
  return names.filter((name) => !measurements.includes(name));
}

/** @returns the name under which the damaged file is kept */
function setAside(path: string, now: UtcMilliseconds): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const taken = new Set(readdirSync(join(path, "..")));
  let kept = `${basename(path)}.corrupt-${stamp}`;
  for (let again = 2; taken.has(kept); again++) kept = `${basename(path)}.corrupt-${stamp}-${again}`;
  // The log first: beside a missing database SQLite would delete it, should we be interrupted in between.
  for (const suffix of ["-wal", "-shm", ""]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, join(path, "..", kept + suffix));
  }
  return kept;
}

function corruptSentence(folder: string, kept: string): string {
  return `The station's database was damaged and has been set aside as ${kept} in ${folder}; a fresh one was started, so machines, alerts and trends begin anew. Nothing was deleted: micromodels and evidence recordings are safe in the same folder. To return to a backup, stop the station and put the backup in place as station.db; keep ${kept} until then.`;
}
