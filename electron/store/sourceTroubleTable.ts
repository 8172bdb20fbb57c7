import type { DeviceId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { HourlyRows, type HourlyTable, hour } from "./hourlyRows.ts";

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

const table: HourlyTable<SourceTrouble> = {
  name: "source_troubles",
  key: "device_id, hour, channel, kind",
  insert: (connection, { deviceId, channel, time, kind, count }) =>
    void connection.run(
      `INSERT INTO source_troubles (device_id, channel, hour, kind, count) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = count + excluded.count`,
      deviceId,
      channel,
      time,
      kind,
      count,
    ),
};

/** Counts of trouble, one row an hour, channel and kind. Buffered like the measurements that they are about. */
export class SourceTroubleTable extends HourlyRows<SourceTrouble> {
  constructor(connection: Connection) {
    super(connection, table);
  }

  add(trouble: SourceTrouble): void {
    const { deviceId, channel, kind } = trouble;
    const time = HourlyRows.startOf(trouble.time);
    this.put([deviceId, channel, time, kind], (waiting) => {
      return { deviceId, channel, time, kind, count: (waiting?.count ?? 0) + trouble.count };
    });
  }

  /** Of every hour that touches [from, to], by channel and kind. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): TroubleSum[] {
    return this.connection
      .all<TroubleSum>(
        `SELECT channel, kind, sum(count) AS count FROM source_troubles
           WHERE device_id = ? AND hour > ? AND hour <= ? GROUP BY channel, kind ORDER BY channel, kind`,
        deviceId,
        from - hour,
        to,
      )
      .map((row) => ({ ...row }));
  }
}
