import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Fault } from "../domain/fault.ts";

export type Parameter = SQLInputValue;

/** SQLite's primary result codes that decide what is told to the user. */
const busy = 5;
const corrupt = 11;
const full = 13;
const notADatabase = 26;

/** The one connection that writes. Statements are prepared once; what SQLite throws becomes a Fault. */
export class Connection implements Disposable {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #statements = new Map<string, StatementSync>();
  readonly #onDamage: () => void;
  #inTransaction = false;

  /** @param options.onDamage called when SQLite meets a damaged page, before the Fault is thrown */
  constructor(path: string, options: { readOnly?: boolean; waitMilliseconds?: number; onDamage?: () => void } = {}) {
    this.#path = path;
    this.#onDamage = options.onDamage ?? (() => {});
    this.#database = translated(
      path,
      () => new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: options.waitMilliseconds ?? 2000 }),
    );
  }

  /** Every row. The caller names the shape that its SQL selects. */
  all<Row>(sql: string, ...parameters: Parameter[]): Row[] {
    return this.#translated(() => this.#prepared(sql).all(...parameters)) as Row[];
  }

  /** The first row. */
  one<Row>(sql: string, ...parameters: Parameter[]): Row | undefined {
    return this.#translated(() => this.#prepared(sql).get(...parameters)) as Row | undefined;
  }

  /** @returns rows changed */
  run(sql: string, ...parameters: Parameter[]): number {
    return this.#translated(() => Number(this.#prepared(sql).run(...parameters).changes));
  }

  /** Several statements without parameters: pragmas and schema. */
  execute(sql: string): void {
    this.#translated(() => this.#database.exec(sql));
  }

  /** All or nothing, on the disk when it returns. Inside another transaction it belongs to that one. */
  transaction<Result>(work: () => Result): Result {
    if (this.#inTransaction) return work();
    this.execute("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (thrown) {
      // A full disk may have rolled back by itself; a second ROLLBACK would hide the first reason.
      if (this.#database.isTransaction) this.execute("ROLLBACK");
      throw thrown;
    } finally {
      this.#inTransaction = false;
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#translated(() => this.#database.close());
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #translated<Result>(work: () => Result): Result {
    try {
      return translated(this.#path, work);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === "STORE_CORRUPT") this.#onDamage();
      throw thrown;
    }
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function translated<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw sqliteFault(path, thrown);
  }
}

/** What SQLite threw, in the words of the house; anything else passes unchanged. */
function sqliteFault(path: string, thrown: unknown): unknown {
  const extended = (thrown as { errcode?: unknown }).errcode;
  if (typeof extended !== "number") return thrown;
  const details = { path, sqlite: extended };
  switch (extended & 0xff) {
    case busy:
      return new Fault("CONFLICT", `Another program is using ${path}. Close it and try again.`, {
        cause: thrown,
        details,
      });
    case corrupt:
    case notADatabase:
      return new Fault("STORE_CORRUPT", `The database ${path} is damaged. Restart the station: it will set it aside.`, {
        cause: thrown,
        details,
      });
    case full:
      return new Fault("STORE_FAILED", `The disk that holds ${path} is full. Free some space or keep less.`, {
        cause: thrown,
        details,
      });
    default:
      return new Fault("STORE_FAILED", `The database ${path} failed: ${(thrown as Error).message}.`, {
        cause: thrown,
        details,
      });
  }
}
