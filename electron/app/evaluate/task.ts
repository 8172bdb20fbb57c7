import type { Fault } from "../../domain/fault.ts";
import type { Seconds } from "../../domain/units.ts";

export const modes = ["detect", "series", "diagnose", "classify"] as const;
export type Mode = (typeof modes)[number];
export const roles = ["train", "test", "series"] as const;
export type Role = (typeof roles)[number];
export const coverages = ["covered", "sparse"] as const;
export type Coverage = (typeof coverages)[number];

/** A stretch of a recording, and what it is for in one task. */
export interface TaskRow {
  readonly line: number;
  readonly role: Role;
  /** Relative to the folder of the tables. */
  readonly file: string;
  readonly from: Seconds;
  /** null: to the end. */
  readonly to: Seconds | null;
  readonly label: string;
  /** Rows of one session never stand on both sides. */
  readonly session: string;
}

export interface Task {
  readonly task: string;
  readonly family: string;
  readonly mode: Mode;
  readonly coverage: Coverage | null;
  readonly rows: readonly TaskRow[];
  /** Why it cannot run. */
  readonly fault?: Fault | undefined;
}
