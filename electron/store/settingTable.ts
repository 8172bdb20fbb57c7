import type { Connection } from "./connection.ts";

/** How long things are kept, and how much disk the recordings may take. */
export interface Retention {
  readonly secondTrendDays: number;
  readonly minuteTrendDays: number;
  readonly hourTrendDays: number;
  readonly featureHours: number;
  readonly evidenceMegabytes: number;
  /** Nothing is recorded beyond it; recordings are removed by people only. */
  readonly recordingMegabytes: number;
  /** Raw signal of every channel that is kept in memory for recordings, as far as memory allows. */
  readonly preTriggerSeconds: number;
}

export const defaultRetention: Retention = {
  secondTrendDays: 7,
  minuteTrendDays: 90,
  hourTrendDays: 3650,
  featureHours: 24,
  evidenceMegabytes: 2000,
  recordingMegabytes: 5000,
  preTriggerSeconds: 30,
};

/** Small things that are remembered by name, as JSON. On the disk when the call returns. */
export class SettingTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** undefined when it was never set. The caller checks the shape: an older version may have written it. */
  get(key: string): unknown {
    const row = this.#connection.one<{ value: string }>("SELECT value FROM settings WHERE key = ?", key);
    return row && (JSON.parse(row.value) as unknown);
  }

  /** `undefined` forgets it. */
  set(key: string, value: unknown): void {
    if (value === undefined) {
      this.#connection.run("DELETE FROM settings WHERE key = ?", key);
      return;
    }
    this.#connection.run(
      "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      key,
      JSON.stringify(value),
    );
  }

  /** With defaults for what was never set, so that the disk is always bounded. */
  retention(): Retention {
    const stored = (this.get("retention") ?? {}) as Partial<Record<keyof Retention, unknown>>;
    const chosen = { ...defaultRetention };
    for (const key of Object.keys(defaultRetention) as (keyof Retention)[]) {
      const value = stored[key];
      if (typeof value === "number" && Number.isFinite(value) && value > 0) chosen[key] = value;
    }
    return chosen;
  }

  setRetention(retention: Retention): void {
    this.set("retention", retention);
  }
}
