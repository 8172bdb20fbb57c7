import type { ComponentId } from "../domain/plant.ts";
import type { Connection } from "./connection.ts";

/** The small number under which trends and features know a component, also after it left the plant. */
export class SourceTable {
  readonly #connection: Connection;
  readonly #numbers = new Map<ComponentId, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
    for (const row of connection.all<{ number: number; componentId: string }>(
      "SELECT number, component_id AS componentId FROM sources",
    )) {
      this.#numbers.set(row.componentId, row.number);
    }
  }

  find(componentId: ComponentId): number | undefined {
    return this.#numbers.get(componentId);
  }

  /** Gives a new component its number, in the transaction of the caller. */
  number(componentId: ComponentId): number {
    const known = this.#numbers.get(componentId);
    if (known !== undefined) return known;
    // The row may be there already: a transaction that failed later on is tried again.
    this.#connection.run("INSERT INTO sources (component_id) VALUES (?) ON CONFLICT DO NOTHING", componentId);
    return this.#connection.one<{ number: number }>("SELECT number FROM sources WHERE component_id = ?", componentId)!
      .number;
  }

  /** Remembers numbers once they are committed. */
  committed(componentId: ComponentId, number: number): void {
    this.#numbers.set(componentId, number);
  }

  all(): readonly number[] {
    return [...this.#numbers.values()];
  }
}
