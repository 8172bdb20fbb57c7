import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import type { SourceTable } from "./sourceTable.ts";

export interface TrendRow {
  readonly time: UtcMilliseconds;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface TrendStretch {
  /** Seconds per row: 1, 60 or 3600; a multiple of 3600 when even hours are more than was asked for. */
  readonly step: Seconds;
  readonly rows: readonly TrendRow[];
}

interface Bucket {
  min: number;
  max: number;
  sum: number;
  count: number;
}

const tables = [
  { name: "trend_second", step: 1 },
  { name: "trend_minute", step: 60 },
  { name: "trend_hour", step: 3600 },
] as const;
const hour = 3600;

/** Seconds kept in memory while the disk refuses them; the oldest go first. */
const mostPending = 200_000;

/** One number per component and second, and the same in minutes and hours, so that a year opens as fast as an hour. */
export class TrendTables {
  readonly #connection: Connection;
  readonly #sources: SourceTable;
  #pending = new Map<ComponentId, Map<number, Bucket>>();
  #pendingCount = 0;
  /** Seconds given up because the disk refused them for too long. */
  lost = 0;

  constructor(connection: Connection, sources: SourceTable) {
    this.#connection = connection;
    this.#sources = sources;
  }

  /**
   * Buffered; on the disk after the next group commit.
   * @throws Fault BAD_INPUT for a time or value that is not finite
   */
  add(componentId: ComponentId, time: UtcMilliseconds, value: number): void {
    if (!Number.isFinite(value) || !Number.isFinite(time)) {
      throw new Fault("BAD_INPUT", `A trend of ${componentId} was given ${value} at ${time}, which is not a number.`);
    }
    const seconds = this.#pending.get(componentId) ?? new Map<number, Bucket>();
    this.#pending.set(componentId, seconds);
    const second = Math.floor(time / millisecondsPerSecond);
    const bucket = seconds.get(second);
    if (bucket) merge(bucket, { min: value, max: value, sum: value, count: 1 });
    else {
      seconds.set(second, { min: value, max: value, sum: value, count: 1 });
      this.#pendingCount += 1;
      if (this.#pendingCount > mostPending) this.#dropOldest(seconds);
    }
  }

  /**
   * The finest rows of [from, to] that reach back as far as the hours do and are not more than `maxRows`.
   * Times are the starts of the rows. A stretch without data has no row.
   */
  read(componentId: ComponentId, from: UtcMilliseconds, to: UtcMilliseconds, maxRows: number): TrendStretch {
    const source = this.#sources.find(componentId);
    const first = Math.floor(from / millisecondsPerSecond);
    const last = Math.floor(to / millisecondsPerSecond);
    if (source === undefined || last < first) return { step: 1, rows: [] };
    const oldestHour = this.#oldest("trend_hour", source, floorTo(first, hour), last);
    if (oldestHour === undefined) return { step: 1, rows: [] };
    for (const { name, step } of tables) {
      const start = floorTo(first, step);
      const oldest = this.#oldest(name, source, start, last);
      if (oldest === undefined || oldest >= Math.max(oldestHour, first) + hour) continue;
      const count = this.#connection.one<{ count: number }>(
        `SELECT count(*) AS count FROM (SELECT 1 FROM ${name} WHERE source = ? AND time BETWEEN ? AND ? LIMIT ?)`,
        source,
        start,
        last,
        maxRows + 1,
      )!.count;
      if (count <= maxRows) return { step, rows: this.#rows(name, source, start, last, step) };
    }
    const hours = Math.ceil(Math.ceil((last - oldestHour + 1) / hour) / Math.max(1, maxRows - 1));
    const step = hour * hours;
    return { step, rows: this.#rows("trend_hour", source, floorTo(first, step), last, step) };
  }

  /** Writes what is pending, in the transaction of the caller. @returns what to call once it is committed */
  write(): () => void {
    const written: [ComponentId, number][] = [];
    for (const [componentId, seconds] of this.#pending) {
      const source = this.#sources.number(componentId);
      written.push([componentId, source]);
      for (const { name, step } of tables) {
        for (const [time, bucket] of step === 1 ? seconds : gathered(seconds, step)) {
          this.#connection.run(
            `INSERT INTO ${name} (source, time, min, max, sum, count) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET min = min(min, excluded.min), max = max(max, excluded.max),
                 sum = sum + excluded.sum, count = count + excluded.count`,
            source,
            time,
            bucket.min,
            bucket.max,
            bucket.sum,
            bucket.count,
          );
        }
      }
    }
    return () => {
      for (const [componentId, source] of written) this.#sources.committed(componentId, source);
      this.#pending = new Map();
      this.#pendingCount = 0;
    };
  }

  get waiting(): number {
    return this.#pendingCount;
  }

  /**
   * Deletes rows older than `before`, oldest first, at most `budget`. Whole hours, so that a reader can see from the first
   * row of a table whether it still reaches back far enough.
   * @returns rows deleted
   */
  prune(step: 1 | 60 | 3600, before: UtcMilliseconds, budget: number): number {
    const table = tables.find((candidate) => candidate.step === step)!.name;
    const cutoff = floorTo(Math.floor(before / millisecondsPerSecond), hour);
    let deleted = 0;
    for (const source of this.#sources.all()) {
      if (deleted >= budget) break;
      const beyond = this.#connection.one<{ time: number }>(
        `SELECT time FROM ${table} WHERE source = ? AND time < ? ORDER BY time LIMIT 1 OFFSET ?`,
        source,
        cutoff,
        budget - deleted,
      );
      deleted += this.#connection.run(
        `DELETE FROM ${table} WHERE source = ? AND time < ?`,
        source,
        beyond?.time ?? cutoff,
      );
    }
    return deleted;
  }

  #oldest(table: string, source: number, from: number, to: number): number | undefined {
    return (
      this.#connection.one<{ time: number | null }>(
        `SELECT min(time) AS time FROM ${table} WHERE source = ? AND time BETWEEN ? AND ?`,
        source,
        from,
        to,
      )?.time ?? undefined
    );
  }

  /** Grouping sorts, so it is only asked for where rows are put together. */
  #rows(table: string, source: number, from: number, to: number, step: number): TrendRow[] {
    const native = tables.find(({ name }) => name === table)!.step;
    const grouped = `SELECT time - time % ${step} AS time, min(min) AS min, sum(sum) / sum(count) AS mean, max(max) AS max`;
    const select = step === native ? "SELECT time, min, sum / count AS mean, max" : grouped;
    return this.#connection
      .all<TrendRow>(
        `${select} FROM ${table} WHERE source = ? AND time BETWEEN ? AND ? ${step === native ? "" : "GROUP BY 1"} ORDER BY 1`,
        source,
        from,
        to,
      )
      .map((row) => ({ time: row.time * millisecondsPerSecond, min: row.min, mean: row.mean, max: row.max }));
  }

  #dropOldest(seconds: Map<number, Bucket>): void {
    const oldest = seconds.keys().next().value;
    if (oldest === undefined) return;
    seconds.delete(oldest);
    this.#pendingCount -= 1;
    this.lost += 1;
  }
}

function gathered(seconds: ReadonlyMap<number, Bucket>, step: number): Map<number, Bucket> {
  const coarse = new Map<number, Bucket>();
  for (const [second, bucket] of seconds) {
    const time = floorTo(second, step);
    const known = coarse.get(time);
    if (known) merge(known, bucket);
    else coarse.set(time, { ...bucket });
  }
  return coarse;
}

function merge(into: Bucket, other: Bucket): void {
  into.min = Math.min(into.min, other.min);
  into.max = Math.max(into.max, other.max);
  into.sum += other.sum;
  into.count += other.count;
}

function floorTo(time: number, step: number): number {
  return Math.floor(time / step) * step;
}
