import type { DeviceId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

/** A stretch in which a device delivered nothing, or not everything. */
export interface Gap {
  readonly deviceId: DeviceId;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  /** Samples per channel known to be missing; 0 when nobody can say. */
  readonly lostSamples: number;
  readonly reason: string;
}

/** Gaps of every device. Buffered like the measurements that they interrupt. */
export class GapTable {
  readonly #connection: Connection;
  #pending: Gap[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(gap: Gap): void {
    this.#pending.push(gap);
  }

  /** Every gap that touches [from, to], oldest first. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): Gap[] {
    return this.#connection
      .all<Gap>(
        `SELECT device_id AS deviceId, "from", "to", lost_samples AS lostSamples, reason FROM gaps
           WHERE device_id = ? AND "from" <= ? AND "to" >= ? ORDER BY "from", number`,
        deviceId,
        to,
        from,
      )
      .map((row) => ({ ...row }));
  }

  write(): () => void {
    for (const gap of this.#pending) {
      this.#connection.run(
        `INSERT INTO gaps (device_id, "from", "to", lost_samples, reason) VALUES (?, ?, ?, ?, ?)`,
        gap.deviceId,
        gap.from,
        gap.to,
        gap.lostSamples,
        gap.reason,
      );
    }
    return () => {
      this.#pending = [];
    };
  }

  get waiting(): number {
    return this.#pending.length;
  }

  prune(before: UtcMilliseconds, budget: number): number {
    return this.#connection.run(
      `DELETE FROM gaps WHERE number IN (SELECT number FROM gaps WHERE "from" < ? ORDER BY "from" LIMIT ?)`,
      before,
      budget,
    );
  }
}
