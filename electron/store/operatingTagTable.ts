import type { OperatingTag } from "../domain/operatingTag.ts";
import type { MachineId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

/** How each machine runs now, as its people say it. On the disk when a call returns. */
export class OperatingTagTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  all(): { readonly machineId: MachineId; readonly tag: OperatingTag }[] {
    return this.#connection
      .all<{ machineId: MachineId; tag: string }>(
        "SELECT machine_id AS machineId, tag FROM operating_tags ORDER BY machine_id",
      )
      .map(({ machineId, tag }) => ({ machineId, tag: JSON.parse(tag) as OperatingTag }));
  }

  get(machineId: MachineId): OperatingTag | undefined {
    const row = this.#connection.one<{ tag: string }>("SELECT tag FROM operating_tags WHERE machine_id = ?", machineId);
    return row && (JSON.parse(row.tag) as OperatingTag);
  }

  /** null forgets it. */
  put(machineId: MachineId, tag: OperatingTag | null, by: string, time: UtcMilliseconds): void {
    if (tag === null) {
      this.#connection.run("DELETE FROM operating_tags WHERE machine_id = ?", machineId);
      return;
    }
    this.#connection.run(
      `INSERT OR REPLACE INTO operating_tags (machine_id, tag, "by", time) VALUES (?, ?, ?, ?)`,
      machineId,
      JSON.stringify(tag),
      by,
      time,
    );
  }
}
