import { Fault } from "../domain/fault.ts";

/** Below it a reset of the write-ahead log can lose committed pages. */
export const oldestSqlite = "3.51.3";

/** @throws Fault RUNTIME_WRONG when this SQLite may damage a database in WAL mode */
export function requireSqlite(version: string): void {
  const found = version.split(".").map(Number);
  const needed = oldestSqlite.split(".").map(Number);
  for (let part = 0; part < needed.length; part++) {
    const difference = (found[part] ?? 0) - (needed[part] ?? 0);
    if (difference > 0) return;
    if (difference < 0 || Number.isNaN(difference)) {
      throw new Fault(
        "RUNTIME_WRONG",
        `This runtime brings SQLite ${version}, which can damage the station's database; ${oldestSqlite} or newer is needed. Run "npm install" and start again with "npm start", so that the runtime of the project is used.`,
        { details: { found: version, needed: oldestSqlite } },
      );
    }
  }
}
