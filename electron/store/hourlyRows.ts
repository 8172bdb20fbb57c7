import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

export const hour = 3600 * millisecondsPerSecond;

export interface HourlyTable<Row> {
  readonly name: string;
  /** Columns of its primary key; one of them is `hour`. */
  readonly key: string;
  /** Adds a row, or what it says to the one that is there. */
  readonly insert: (connection: Connection, row: Row) => void;
}

/** A table with a row an hour: the newest row of each key waits to be written. Each of them adds how its rows are made and read. */
export class HourlyRows<Row> {
  protected readonly connection: Connection;
  readonly #table: HourlyTable<Row>;
  #pending = new Map<string, Row>();

  constructor(connection: Connection, table: HourlyTable<Row>) {
    this.connection = connection;
    this.#table = table;
  }

  static startOf(time: UtcMilliseconds): UtcMilliseconds {
    return Math.floor(time / hour) * hour;
  }

  /** @param merge makes the row from the one that waits, if there is one */
  protected put(key: readonly (string | number)[], merge: (waiting: Row | undefined) => Row): void {
    const text = JSON.stringify(key);
    this.#pending.set(text, merge(this.#pending.get(text)));
  }

  /** @returns to be called once it is committed, in the same turn */
  write(): () => void {
    for (const row of this.#pending.values()) this.#table.insert(this.connection, row);
    return () => {
      this.#pending = new Map();
    };
  }

  get waiting(): number {
    return this.#pending.size;
  }

  prune(before: UtcMilliseconds, budget: number): number {
    const { name, key } = this.#table;
    return this.connection.run(
      `DELETE FROM ${name} WHERE (${key}) IN (SELECT ${key} FROM ${name} WHERE hour < ? LIMIT ?)`,
      before,
      budget,
    );
  }
}
