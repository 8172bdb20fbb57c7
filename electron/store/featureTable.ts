import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import type { SourceTable } from "./sourceTable.ts";

export interface StoredFeatures {
  readonly time: UtcMilliseconds;
  readonly values: Float32Array<ArrayBuffer>;
}

interface Pending {
  readonly componentId: ComponentId;
  readonly recipe: string;
  readonly time: number;
  readonly values: Uint8Array<ArrayBuffer>;
}

/** Vectors kept in memory while the disk refuses them; the oldest go first. */
const mostPending = 100_000;

/** Feature vectors as little-endian Float32, one blob a window; a window given twice keeps its last values. */
export class FeatureTable {
  readonly #connection: Connection;
  readonly #sources: SourceTable;
  #pending: Pending[] = [];
  /** Vectors given up because the disk refused them for too long. */
  lost = 0;

  constructor(connection: Connection, sources: SourceTable) {
    this.#connection = connection;
    this.#sources = sources;
  }

  /**
   * Buffered; on the disk after the next group commit. The values are copied.
   * @throws Fault BAD_INPUT for a time that is not finite
   */
  add(componentId: ComponentId, recipe: string, time: UtcMilliseconds, values: Float32Array): void {
    if (!Number.isFinite(time)) throw new Fault("BAD_INPUT", `A feature vector of ${componentId} has no time.`);
    const bytes = new Uint8Array(new Float32Array(values).buffer);
    this.#pending.push({ componentId, recipe, time: Math.round(time), values: bytes });
    if (this.#pending.length > mostPending) {
      this.#pending.shift();
      this.lost += 1;
    }
  }

  /** In time order, `to` included. */
  read(componentId: ComponentId, recipe: string, from: UtcMilliseconds, to: UtcMilliseconds): StoredFeatures[] {
    const source = this.#sources.find(componentId);
    if (source === undefined) return [];
    return this.#connection
      .all<{ time: number; values: Uint8Array }>(
        `SELECT time, "values" FROM features WHERE source = ? AND recipe = ? AND time BETWEEN ? AND ? ORDER BY time`,
        source,
        recipe,
        from,
        to,
      )
      .map((row) => ({ time: row.time, values: new Float32Array(new Uint8Array(row.values).buffer) }));
  }

  /** Writes what is pending, in the transaction of the caller. @returns what to call once it is committed */
  write(): () => void {
    const numbers = new Map<ComponentId, number>();
    for (const { componentId, recipe, time, values } of this.#pending) {
      const source = this.#sources.number(componentId);
      numbers.set(componentId, source);
      this.#connection.run(
        `INSERT INTO features (source, recipe, time, "values") VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET "values" = excluded."values"`,
        source,
        recipe,
        time,
        values,
      );
    }
    return () => {
      for (const [componentId, source] of numbers) this.#sources.committed(componentId, source);
      this.#pending = [];
    };
  }

  get waiting(): number {
    return this.#pending.length;
  }

  /** Deletes vectors older than `before`, at most `budget`. @returns rows deleted */
  prune(before: UtcMilliseconds, budget: number): number {
    let deleted = 0;
    for (const { source, recipe } of this.#recipes()) {
      if (deleted >= budget) break;
      const beyond = this.#connection.one<{ time: number }>(
        "SELECT time FROM features WHERE source = ? AND recipe = ? AND time < ? ORDER BY time LIMIT 1 OFFSET ?",
        source,
        recipe,
        before,
        budget - deleted,
      );
      deleted += this.#connection.run(
        "DELETE FROM features WHERE source = ? AND recipe = ? AND time < ?",
        source,
        recipe,
        beyond?.time ?? before,
      );
    }
    return deleted;
  }

  /** Jumps from recipe to recipe: looking at every row would read the whole table. */
  *#recipes(): Generator<{ source: number; recipe: string }> {
    for (const source of this.#sources.all()) {
      for (let recipe = ""; ; ) {
        const next = this.#connection.one<{ recipe: string }>(
          "SELECT recipe FROM features WHERE source = ? AND recipe > ? ORDER BY recipe LIMIT 1",
          source,
          recipe,
        );
        if (!next) break;
        recipe = next.recipe;
        yield { source, recipe };
      }
    }
  }
}
