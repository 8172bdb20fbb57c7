import type { DeviceId } from "../domain/plant.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

const hour = 3600 * millisecondsPerSecond;

/** How often something went wrong on one channel of a device, or how many of its samples were given up. */
export interface SourceTrouble {
  readonly deviceId: DeviceId;
  readonly channel: number;
  readonly time: UtcMilliseconds;
  readonly kind: string;
  readonly count: number;
}

/** Sum over a stretch of time. */
export type TroubleSum = Omit<SourceTrouble, "deviceId" | "time">;

/** Counts of trouble, one row an hour, channel and kind. Buffered like the measurements that they are about. */
export class SourceTroubleTable {
  readonly #connection: Connection;
  #pending = new Map<string, SourceTrouble>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(trouble: SourceTrouble): void {
    const { deviceId, channel, kind } = trouble;
    const time = Math.floor(trouble.time / hour) * hour;
    const key = JSON.stringify([deviceId, channel, time, kind]);
    const count = (this.#pending.get(key)?.count ?? 0) + trouble.count;
    this.#pending.set(key, { deviceId, channel, time, kind, count });
  }

  /** Of every hour that touches [from, to], by channel and kind. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): TroubleSum[] {
    return this.#connection
      .all<TroubleSum>(
        `SELECT channel, kind, sum(count) AS count FROM source_troubles
           WHERE device_id = ? AND hour > ? AND hour <= ? GROUP BY channel, kind ORDER BY channel, kind`,
        deviceId,
        from - hour,
        to,
      )
      .map((row) => ({ ...row }));
  }

  write(): () => void {
    const written = this.#pending;
    for (const { deviceId, channel, time, kind, count } of written.values()) {
      this.#connection.run(
        `INSERT INTO source_troubles (device_id, channel, hour, kind, count) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET count = count + excluded.count`,
        deviceId,
        channel,
        time,
        kind,
        count,
      );
    }
    return () => {
      this.#pending = new Map();
    };
  }

  get waiting(): number {
    return this.#pending.size;
  }

  prune(before: UtcMilliseconds, budget: number): number {
    return this.#connection.run(
      `DELETE FROM source_troubles WHERE (device_id, hour, channel, kind) IN
         (SELECT device_id, hour, channel, kind FROM source_troubles WHERE hour < ? LIMIT ?)`,
      before,
      budget,
    );
  }
}
