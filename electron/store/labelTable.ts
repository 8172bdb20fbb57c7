import type { Label } from "../domain/alert.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { Connection } from "./connection.ts";

/** What people said events were. On the disk when the call returns. */
export class LabelTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A label with a known id takes the place of the earlier one. */
  put(label: Label): void {
    this.#connection.run(
      `INSERT INTO labels (id, component_id, alert_id, "from", "to", mechanism, comment, author, time)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET component_id = excluded.component_id,
         alert_id = excluded.alert_id, "from" = excluded."from", "to" = excluded."to", mechanism = excluded.mechanism,
         comment = excluded.comment, author = excluded.author, time = excluded.time`,
      label.id,
      label.componentId,
      label.alertId ?? null,
      label.from,
      label.to,
      label.mechanism,
      label.comment,
      label.author,
      label.time,
    );
  }

  /** Of one component or of all, in the order of their stretches. */
  list(componentId?: ComponentId): Label[] {
    return this.#connection
      .all<Omit<Label, "alertId"> & { alertId: string | null }>(
        `SELECT id, component_id AS componentId, alert_id AS alertId, "from", "to", mechanism, comment, author, time
           FROM labels WHERE ?1 IS NULL OR component_id = ?1 ORDER BY "from", id`,
        componentId ?? null,
      )
      .map(({ alertId, ...label }) => (alertId === null ? label : { ...label, alertId }));
  }
}
