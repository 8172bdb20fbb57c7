import type { Connection } from "../connection.ts";

/** One step from the version before. Never changed once released: a correction is a new migration. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  apply(connection: Connection): void;
}
