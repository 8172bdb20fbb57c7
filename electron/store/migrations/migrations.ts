import { Fault } from "../../domain/fault.ts";
import type { Connection } from "../connection.ts";
import { firstTables } from "./0001FirstTables.ts";
import { commissioning } from "./0002Commissioning.ts";
import { devices } from "./0003Devices.ts";
import type { Migration } from "./migration.ts";

/** "AUSC" in the database header, so that a database of another program is recognised. */
export const applicationId = 0x41555343;

/** **The list**: a migration is one file and one line here, with its test. */
export const migrations: readonly Migration[] = [firstTables, commissioning, devices];

/** Brings a database up to date, each step in one transaction that also counts up `user_version`. */
export function migrate(connection: Connection, list: readonly Migration[] = migrations): void {
  list.forEach((migration, index) => {
    if (migration.version !== index + 1) {
      throw new Fault("STORE_FAILED", `Migration ${migration.name} has number ${migration.version}, not ${index + 1}.`);
    }
  });
  const current = connection.one<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  for (const migration of list.slice(current)) {
    connection.transaction(() => {
      migration.apply(connection);
      connection.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migration.version}`);
    });
  }
}
