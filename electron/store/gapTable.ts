import type { DeviceId } from "../domain/plant.ts";
import type { Milliseconds, UtcMilliseconds } from "../domain/units.ts";
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

/** Gaps as they are read: where many are one stretch, more than nothing came in between. */
export interface GapStretch extends Gap {
  /** All gaps of the stretch together; of scattered samples still the stretch, as only their number is known. */
  readonly away: Milliseconds;
}

/** Single samples that a device loses (a line that was refused) this close together are one stretch: nobody looks at each. */
const together: Milliseconds = 1000;
/** The reason of such gaps: their stretch is not how long nothing came. */
export const scattered = "lost in device";
/** More than a trend has columns are put together when they are read. */
const mostRead = 2000;

/** What was lost in a stretch of time, for one reason. */
export interface GapSum {
  readonly reason: string;
  readonly gaps: number;
  readonly lostSamples: number;
}

/** Gaps of every device. Buffered like the measurements that they interrupt. */
export class GapTable {
  readonly #connection: Connection;
  #pending: Gap[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(gap: Gap): void {
    const index = this.#pending.findLastIndex(({ deviceId }) => deviceId === gap.deviceId);
    const last = this.#pending[index];
    const joins = last?.reason === scattered && gap.reason === scattered && gap.from - last.to < together;
    if (!joins) this.#pending.push(gap);
    else this.#pending[index] = { ...last, to: gap.to, lostSamples: last.lostSamples + gap.lostSamples };
  }

  /** Every gap that touches [from, to], oldest first; when there are very many, neighbours of one reason together. */
  read(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): GapStretch[] {
    const where = `WHERE device_id = ? AND "from" <= ? AND "to" >= ?`;
    const { count } = this.#connection.one<{ count: number }>(
      `SELECT count(*) AS count FROM (SELECT 1 FROM gaps ${where} LIMIT ?)`,
      deviceId,
      to,
      from,
      mostRead + 1,
    )!;
    const rows =
      count <= mostRead
        ? this.#connection.all<GapStretch>(
            `SELECT device_id AS deviceId, "from", "to", lost_samples AS lostSamples, reason, "to" - "from" AS away FROM gaps
               ${where} ORDER BY "from", number`,
            deviceId,
            to,
            from,
          )
        : this.#connection.all<GapStretch>(
            `SELECT device_id AS deviceId, min("from") AS "from", max("to") AS "to", sum(lost_samples) AS lostSamples, reason,
               sum("to" - "from") AS away FROM gaps ${where} GROUP BY reason, CAST("from" / ? AS INTEGER) ORDER BY min("from")`,
            deviceId,
            to,
            from,
            Math.max(1, (to - from) / mostRead),
          );
    return rows.map((row) => ({ ...row }));
  }

  /** What was lost in the gaps that touch [from, to], by reason. */
  sums(deviceId: DeviceId, from: UtcMilliseconds, to: UtcMilliseconds): GapSum[] {
    return this.#connection
      .all<GapSum>(
        `SELECT reason, count(*) AS gaps, sum(lost_samples) AS lostSamples FROM gaps
           WHERE device_id = ? AND "from" <= ? AND "to" >= ? GROUP BY reason ORDER BY reason`,
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
