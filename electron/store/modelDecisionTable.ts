import type { ModelDecision } from "../domain/modelDecision.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { Connection } from "./connection.ts";

/** Who decided what about the micromodel of each component, and when. On the disk when a call returns. */
export class ModelDecisionTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(componentId: ComponentId, { time, by, ...decision }: ModelDecision): void {
    this.#connection.run(
      `INSERT INTO model_decisions (component_id, time, "by", decision) VALUES (?, ?, ?, ?)`,
      componentId,
      time,
      by,
      JSON.stringify(decision),
    );
  }

  /** Newest first. @param most of them; the older ones stay in the database */
  list(componentId: ComponentId, most = 100): ModelDecision[] {
    return this.#connection
      .all<{ time: number; by: string; decision: string }>(
        `SELECT time, "by", decision FROM model_decisions WHERE component_id = ? ORDER BY number DESC LIMIT ?`,
        componentId,
        most,
      )
      .map(({ time, by, decision }) => ({ time, by, ...JSON.parse(decision) }) as ModelDecision);
  }

  /** The component left the plant. */
  remove(componentId: ComponentId): void {
    this.#connection.run("DELETE FROM model_decisions WHERE component_id = ?", componentId);
  }
}
