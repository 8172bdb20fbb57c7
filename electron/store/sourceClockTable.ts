import type { DeviceId } from "../domain/plant.ts";
import type { ClockDrift } from "../domain/sampleBlock.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

const hour = 3600 * millisecondsPerSecond;

/** What was known of the clock of a device at the end of an hour. */
export interface ClockAt extends ClockDrift {
  /** Start of the hour. */
  readonly time: UtcMilliseconds;
}

interface Pending extends ClockAt {
  readonly deviceId: DeviceId;
}

/** How the clocks of all devices ran, one row an hour: the latest word of it. Buffered. */
export class SourceClockTable {
  readonly #connection: Connection;
  #pending = new Map<string, Pending>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(deviceId: DeviceId, time: UtcMilliseconds, { drift, uncertainty }: ClockDrift): void {
    const start = Math.floor(time / hour) * hour;
    this.#pending.set(JSON.stringify([deviceId, start]), { deviceId, time: start, drift, uncertainty });
  }

  /** Every hour that touches [from, to], oldest first. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): ClockAt[] {
    return this.#connection
      .all<ClockAt>(
        `SELECT hour AS time, drift, uncertainty FROM source_clocks
           WHERE device_id = ? AND hour > ? AND hour <= ? ORDER BY hour`,
        deviceId,
        from - hour,
        to,
      )
      .map((row) => ({ ...row }));
  }

  write(): () => void {
    const written = this.#pending;
    for (const { deviceId, time, drift, uncertainty } of written.values()) {
      this.#connection.run(
        `INSERT INTO source_clocks (device_id, hour, drift, uncertainty) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET drift = excluded.drift, uncertainty = excluded.uncertainty`,
        deviceId,
        time,
        drift,
        uncertainty,
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
      `DELETE FROM source_clocks WHERE (device_id, hour) IN
         (SELECT device_id, hour FROM source_clocks WHERE hour < ? LIMIT ?)`,
      before,
      budget,
    );
  }
}
