import type { HealthySpectrum } from "../domain/alert.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";

/** What is known of a session besides what was heard in it: hours of that are tens of megabytes a component. */
export interface HealthySessionFacts {
  readonly componentId: ComponentId;
  readonly from: UtcMilliseconds;
  readonly to: UtcMilliseconds;
  readonly recipe: string;
  /** What was measured how, as a text to compare: windows of other points or rates mean something else. */
  readonly points: string;
  /** No model has learned from it yet: it goes when the training it was collected for comes to nothing. */
  readonly pending?: boolean | undefined;
}

/** Healthy time that a component has learned from. Kept for as long as the component: the next model learns from it again. */
export interface HealthySession extends HealthySessionFacts {
  /** Shape [windows][features], in time order, all of the same length. */
  readonly windows: readonly Float32Array<ArrayBuffer>[];
  /** How the machine ran, as far as somebody said so. */
  readonly tag?: OperatingTag | undefined;
  /** What it sounded like, point by point; missing in sessions of the first versions. */
  readonly spectra?: Readonly<Record<PointId, HealthySpectrum>> | undefined;
  /** Windows that could not be computed: silence, broken samples. */
  readonly unusable?: number | undefined;
}

export interface SessionCount {
  readonly componentId: ComponentId;
  readonly sessions: number;
  readonly windows: number;
}

interface FactsRow extends Omit<HealthySessionFacts, "pending"> {
  readonly pending: number;
}

interface Row extends FactsRow {
  readonly windowCount: number;
  readonly windows: Uint8Array;
  readonly tag: string | null;
  readonly spectra: string | null;
  readonly unusable: number;
}

const factColumns = `component_id AS componentId, "from", "to", recipe, points, pending`;
const columns = `${factColumns}, window_count AS windowCount, windows, tag, spectra, unusable`;

/** The healthy sessions of every component. On the disk when a call returns. */
export class HealthySessionTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A session that began at the same moment takes the place of the earlier one. */
  put(session: HealthySession): void {
    this.#connection.run(
      `INSERT OR REPLACE INTO healthy_sessions
         (component_id, "from", "to", recipe, points, window_count, windows, tag, spectra, unusable, pending)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      session.componentId,
      session.from,
      session.to,
      session.recipe,
      session.points,
      session.windows.length,
      joinWindows(session.windows),
      session.tag === undefined ? null : JSON.stringify(session.tag),
      session.spectra === undefined ? null : JSON.stringify(session.spectra),
      session.unusable ?? 0,
      session.pending ? 1 : 0,
    );
  }

  /** Oldest first, without reading what was heard. */
  facts(componentId: ComponentId): HealthySessionFacts[] {
    return this.#connection
      .all<FactsRow>(`SELECT ${factColumns} FROM healthy_sessions WHERE component_id = ? ORDER BY "from"`, componentId)
      .map(factsFromRow);
  }

  /** undefined when it is not kept any more. */
  read(componentId: ComponentId, from: UtcMilliseconds): HealthySession | undefined {
    const row = this.#connection.one<Row>(
      `SELECT ${columns} FROM healthy_sessions WHERE component_id = ? AND "from" = ?`,
      componentId,
      from,
    );
    return row && fromRow(row);
  }

  /** How much every component has learned from, without reading it. */
  counts(): SessionCount[] {
    return this.#connection.all<SessionCount>(
      `SELECT component_id AS componentId, count(*) AS sessions, sum(window_count) AS windows
         FROM healthy_sessions WHERE pending = 0 GROUP BY component_id`,
    );
  }

  /** A model has learned from it: it stays. */
  settle(componentId: ComponentId): void {
    this.#connection.run("UPDATE healthy_sessions SET pending = 0 WHERE component_id = ? AND pending = 1", componentId);
  }

  /**
   * Forgets one session, or all of the component: after a repair the healthy state is another one.
   * @returns sessions that went
   */
  remove(componentId: ComponentId, from?: UtcMilliseconds): number {
    return this.#connection.run(
      `DELETE FROM healthy_sessions WHERE component_id = ?1 AND (?2 IS NULL OR "from" = ?2)`,
      componentId,
      from ?? null,
    );
  }
}

/** Windows of the same length as one piece, little-endian Float32. */
export function joinWindows(windows: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const length = windows[0]?.length ?? 0;
  const values = new Float32Array(windows.length * length);
  for (const [index, window] of windows.entries()) values.set(window, index * length);
  return new Uint8Array(values.buffer);
}

/** Views of one piece of memory: as one piece it goes to another thread. */
export function splitWindows(bytes: Uint8Array, count: number): Float32Array<ArrayBuffer>[] {
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  const length = count === 0 ? 0 : values.length / count;
  return Array.from({ length: count }, (_, index) => values.subarray(index * length, (index + 1) * length));
}

function factsFromRow({ pending, ...facts }: FactsRow): HealthySessionFacts {
  return { ...facts, ...(pending === 1 && { pending: true }) };
}

function fromRow({ windowCount, windows, tag, spectra, unusable, ...facts }: Row): HealthySession {
  return {
    ...factsFromRow(facts),
    windows: splitWindows(windows, windowCount),
    ...(tag !== null && { tag: JSON.parse(tag) as OperatingTag }),
    ...(spectra !== null && { spectra: JSON.parse(spectra) as Record<PointId, HealthySpectrum> }),
    ...(unusable > 0 && { unusable }),
  };
}
