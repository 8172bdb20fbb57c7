import { type AlarmBudget, type BudgetPeriod, usualBudget } from "../domain/alarmBudget.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

/** How many false alarms of each component its people put up with, and who said so. On the disk when a call returns. */
export class AlarmBudgetTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The usual one for a component that nobody has stated one for. */
  get(componentId: ComponentId): AlarmBudget {
    const row = this.#connection.one<{ alarms: number; per: BudgetPeriod }>(
      "SELECT alarms, per FROM alarm_budgets WHERE component_id = ?",
      componentId,
    );
    return row ? { ...row } : usualBudget;
  }

  put(componentId: ComponentId, budget: AlarmBudget, by: string, time: UtcMilliseconds): void {
    this.#connection.run(
      `INSERT OR REPLACE INTO alarm_budgets (component_id, alarms, per, "by", time) VALUES (?, ?, ?, ?, ?)`,
      componentId,
      budget.alarms,
      budget.per,
      by,
      time,
    );
  }

  remove(componentId: ComponentId): void {
    this.#connection.run("DELETE FROM alarm_budgets WHERE component_id = ?", componentId);
  }
}
