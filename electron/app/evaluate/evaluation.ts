import { asFault } from "../../domain/fault.ts";
import type { DetectResult } from "./detectMode.ts";
import type { DiagnoseResult } from "./diagnoseMode.ts";
import type { SeriesResult } from "./seriesMode.ts";
import type { FamilyMeans, Macro } from "./summarise.ts";
import type { Coverage, Mode, Task } from "./task.ts";

/** Figures that could not be found are null, and `error` says why. */
type Reported<Result> = { readonly [Key in keyof Result]: Result[Key] | null } & { readonly error?: string };

export type TaskReport = {
  task: string;
  family: string;
  mode: Mode;
  coverage: Coverage | null;
} & Reported<DetectResult>;
export type SeriesReport = { series: string; task: string; family: string } & Reported<SeriesResult>;
export type DiagnoseReport = { task: string; family: string } & Reported<DiagnoseResult>;

export interface Evaluation {
  readonly tasks: readonly TaskReport[];
  readonly series: readonly SeriesReport[];
  readonly diagnose: readonly DiagnoseReport[];
  readonly families: readonly FamilyMeans[];
  readonly macro: Macro;
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** What a task found, or nulls and why it found nothing. */
export async function reported<Result extends object>(
  task: Task,
  empty: { readonly [Key in keyof Result]: null },
  run: () => Promise<Result>,
): Promise<Reported<Result>> {
  try {
    if (task.fault) throw task.fault;
    return await run();
  } catch (thrown) {
    return { ...empty, error: asFault(thrown, "BAD_FILE").message } as Reported<Result>;
  }
}

export const emptyDetect = {
  auc: null,
  pauc: null,
  windowFalseAlarmRate: null,
  windowHitRate: null,
  recordingFalseAlarmRate: null,
  recordingHitRate: null,
  notJudgedNormalRate: null,
  notJudgedFaultRate: null,
  trainWindows: null,
  trainSeconds: null,
  scoreMicros: null,
  judgeMicros: null,
  kind: null,
  recipe: null,
  modelBytes: null,
  threshold: null,
  gatesFailed: null,
};
export const emptySeries = {
  firstAlarmPercentOfLife: null,
  minutesBeforeEnd: null,
  falseAlarmEpisodesBefore30Percent: null,
  trainWindows: null,
  trainSeconds: null,
  kind: null,
  recipe: null,
  modelBytes: null,
  threshold: null,
};
export const emptyDiagnose = { faults: null, healthy: null, rightRate: null, wrongRate: null, healthyNamedRate: null };
