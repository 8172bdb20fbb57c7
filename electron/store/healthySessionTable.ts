import type { ComponentId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

/** Healthy time that a component has learned from. Kept for as long as the component: the next model learns from it again. */
export interface HealthySession {
  readonly componentId: ComponentId;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly recipe: string;
  /** What was measured how, as a text to compare: windows of other points or rates mean something else. */
  readonly points: string;
  /** Shape [windows][features], in time order, all of the same length. */
  readonly windows: readonly Float32Array<ArrayBuffer>[];
}

interface Row extends Omit<HealthySession, "windows"> {
  readonly windowCount: number;
  readonly windows: Uint8Array;
}

/** The healthy sessions of every component. On the disk when a call returns. */
export class HealthySessionTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A session that began at the same moment takes the place of the earlier one. */
  put(session: HealthySession): void {
    const length = session.windows[0]?.length ?? 0;
    const values = new Float32Array(session.windows.length * length);
    for (const [index, window] of session.windows.entries()) values.set(window, index * length);
    this.#connection.run(
      `INSERT OR REPLACE INTO healthy_sessions (component_id, "from", "to", recipe, points, window_count, windows)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      session.componentId,
      session.from,
      session.to,
      session.recipe,
      session.points,
      session.windows.length,
      new Uint8Array(values.buffer),
    );
  }

  /** Oldest first. */
  list(componentId: ComponentId): HealthySession[] {
    return this.#connection
      .all<Row>(
        `SELECT component_id AS componentId, "from", "to", recipe, points, window_count AS windowCount, windows
           FROM healthy_sessions WHERE component_id = ? ORDER BY "from"`,
        componentId,
      )
      .map(({ windowCount, windows, ...session }) => ({ ...session, windows: split(windows, windowCount) }));
  }

  /** Forgets one session, or all of the component: after a repair the healthy state is another one. */
  remove(componentId: ComponentId, from?: UtcMilliseconds): void {
    this.#connection.run(
      `DELETE FROM healthy_sessions WHERE component_id = ?1 AND (?2 IS NULL OR "from" = ?2)`,
      componentId,
      from ?? null,
    );
  }
}

function split(bytes: Uint8Array, count: number): Float32Array<ArrayBuffer>[] {
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  const length = count === 0 ? 0 : values.length / count;
  return Array.from({ length: count }, (_, index) => values.slice(index * length, (index + 1) * length));
}
