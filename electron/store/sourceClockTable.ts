import type { DeviceId } from "../domain/plant.ts";
import type { ClockDrift } from "../domain/sampleBlock.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { HourlyRows, type HourlyTable, hour } from "./hourlyRows.ts";

/** What was known of the clock of a device at the end of an hour. */
export interface ClockAt extends ClockDrift {
  /** Start of the hour. */
  readonly time: UtcMilliseconds;
}

interface Pending extends ClockAt {
  readonly deviceId: DeviceId;
}

const table: HourlyTable<Pending> = {
  name: "source_clocks",
  key: "device_id, hour",
  insert: (connection, { deviceId, time, drift, uncertainty }) =>
    void connection.run(
      `INSERT INTO source_clocks (device_id, hour, drift, uncertainty) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET drift = excluded.drift, uncertainty = excluded.uncertainty`,
      deviceId,
      time,
      drift,
      uncertainty,
    ),
};

/** How the clocks of all devices ran, one row an hour: the latest word of it. Buffered. */
export class SourceClockTable extends HourlyRows<Pending> {
  constructor(connection: Connection) {
    super(connection, table);
  }

  add(deviceId: DeviceId, at: UtcMilliseconds, { drift, uncertainty }: ClockDrift): void {
    const time = HourlyRows.startOf(at);
    this.put([deviceId, time], () => ({ deviceId, time, drift, uncertainty }));
  }

  /** Every hour that touches [from, to], oldest first. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): ClockAt[] {
    return this.connection
      .all<ClockAt>(
        `SELECT hour AS time, drift, uncertainty FROM source_clocks
           WHERE device_id = ? AND hour > ? AND hour <= ? ORDER BY hour`,
        deviceId,
        from - hour,
        to,
      )
      .map((row) => ({ ...row }));
  }
}
