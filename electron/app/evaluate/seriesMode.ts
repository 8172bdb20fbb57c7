import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds } from "../../domain/units.ts";
import { openArtifact } from "../../micromodels/artifact.ts";
import { Judge } from "../../micromodels/judge.ts";
import { commissionTask, type EvaluationChoice } from "./commissionTask.ts";
import { type JudgedWindow, judgeRow, onWindows } from "./judgeRow.ts";
import type { Task, TaskRow } from "./task.ts";
import type { WindowReader } from "./windowReader.ts";

export interface SeriesResult {
  /** First snapshot after 30 % of life with the alarm on; null: never. */
  readonly firstAlarmPercentOfLife: number | null;
  readonly minutesBeforeEnd: number | null;
  /** Alarms that begin between 20 % and 30 % of life. */
  readonly falseAlarmEpisodesBefore30Percent: number;
  readonly trainWindows: number;
  readonly trainSeconds: number;
  readonly kind: string;
  readonly recipe: string;
  readonly modelBytes: number;
  readonly threshold: number;
}

/** Shares of the life: what is learned from, and before what an alarm cannot have been earned. */
const learned = 0.2;
const early = 0.3;

/** One run to failure: learns from the first fifth of a life, judges every later snapshot. */
export async function judgeSeries(task: Task, reader: WindowReader, choice: EvaluationChoice): Promise<SeriesResult> {
  const snapshots = task.rows.map((row) => ({ row, time: timeOf(row, reader) }));
  snapshots.sort((one, other) => one.time - other.time);
  const life = snapshots.at(-1)!.time;
  const train = snapshots.filter(({ time }) => time <= learned * life).map(({ row }) => row);
  const moments = new Map<TaskRow, Milliseconds>(
    snapshots.map(({ row, time }) => [row, time * millisecondsPerSecond] as const),
  );
  if (train.length === 0 || !(life > 0)) {
    throw new Fault(
      "TOO_LITTLE_DATA",
      `The series "${task.task}" has no snapshots in the first ${100 * learned} % of its life to learn from. Check t_s in the manifest.`,
    );
  }
  const { plan, trained, trainWindows, trainSeconds, first } = await commissionTask(
    task.task,
    train,
    reader,
    choice,
    moments,
  );
  const opened = openArtifact(trained.artifact);
  const judge = new Judge(opened);
  const later = snapshots.filter(({ time }) => time > learned * life);
  const judged: (JudgedWindow & { share: number })[] = [];
  for (const { row, time } of later) {
    const windows = await reader.readLike(first, row, plan, opened.header.recipe);
    judged.push(...judgeRow(judge, windows).map((window) => ({ ...window, share: time / life })));
  }
  return {
    ...alarmsOf(judged, life),
    trainWindows,
    trainSeconds,
    kind: opened.header.kind,
    recipe: opened.header.recipe,
    modelBytes: trained.artifact.length,
    threshold: opened.header.threshold,
  };
}

/** The alarm is on while the last three windows lie above the threshold. */
export function alarmsOf(windows: readonly (JudgedWindow & { share: number })[], life: Seconds) {
  let run = 0;
  let episodes = 0;
  let first: number | null = null;
  for (const { above, share } of windows) {
    run = above ? run + 1 : 0;
    if (share <= early && run === onWindows) episodes += 1;
    if (share > early && run >= onWindows) first ??= share;
  }
  return {
    firstAlarmPercentOfLife: first === null ? null : 100 * first,
    minutesBeforeEnd: first === null ? null : ((1 - first) * life) / 60,
    falseAlarmEpisodesBefore30Percent: episodes,
  };
}

function timeOf(row: TaskRow, reader: WindowReader): Seconds {
  const { time, line } = reader.segments.entryOf(row);
  if (time !== null) return time;
  const message = `${row.file} has no time in line ${line} of the manifest, column "t_s". A series needs the seconds since its start.`;
  throw reader.segments.misplaced(row.line, new Fault("BAD_FILE", message));
}
