import type { GateName } from "../../domain/reportCard.ts";
import { openArtifact } from "../../micromodels/artifact.ts";
import { Judge } from "../../micromodels/judge.ts";
import { microsPerCall } from "../../training/microsPerCall.ts";
import { commissionTask, type EvaluationChoice, isHealthy } from "./commissionTask.ts";
import { type JudgedWindow, judgeRow, raisesAlarm } from "./judgeRow.ts";
import { areaUnderCurve, partialArea, shareOf } from "./metrics.ts";
import type { Task } from "./task.ts";
import type { WindowReader } from "./windowReader.ts";

/** Figures of one detection task; null where one does not exist. */
export interface DetectFigures {
  readonly auc: number | null;
  /** Up to 10 % false alarms, standardised. */
  readonly pauc: number | null;
  readonly windowFalseAlarmRate: number | null;
  readonly windowHitRate: number | null;
  readonly recordingFalseAlarmRate: number | null;
  readonly recordingHitRate: number | null;
  readonly notJudgedNormalRate: number | null;
  readonly notJudgedFaultRate: number | null;
}

export interface DetectResult extends DetectFigures {
  readonly trainWindows: number;
  readonly trainSeconds: number;
  /** What the model of this kind takes for a window. */
  readonly scoreMicros: number;
  /** What it takes altogether to judge one: level, operating mode and all. */
  readonly judgeMicros: number;
  readonly kind: string;
  readonly recipe: string;
  readonly modelBytes: number;
  readonly threshold: number;
  /** With one of these a station would let the model serve on an engineer's word only. */
  readonly gatesFailed: readonly GateName[];
}

interface JudgedRow {
  readonly healthy: boolean;
  readonly windows: readonly JudgedWindow[];
}

const mostFalseAlarms = 0.1;
const timedWindows = 100;

/**
 * Learns from the rows to learn from, then judges those to test on, at the threshold that was set from the former alone. Labels of
 * test rows serve only to count.
 */
export async function detect(task: Task, reader: WindowReader, choice: EvaluationChoice): Promise<DetectResult> {
  const train = task.rows.filter((row) => row.role === "train");
  const { plan, trained, trainWindows, trainSeconds, first } = await commissionTask(task.task, train, reader, choice);
  const opened = openArtifact(trained.artifact);
  const { header } = opened;
  const someWindows: Float32Array[] = [];
  const takes: number[] = [];
  const judged: JudgedRow[] = [];
  for (const row of task.rows.filter((row) => row.role === "test")) {
    const windows = await reader.readLike(first, row, plan, header.recipe);
    if (someWindows.length < timedWindows) someWindows.push(...windows.values.filter((values) => values !== null));
    judged.push({ healthy: isHealthy(row), windows: judgeRow(new Judge(opened), windows, takes) });
  }
  return {
    ...figuresOf(judged),
    trainWindows,
    trainSeconds,
    scoreMicros: microsPerCall(someWindows.slice(0, timedWindows), (values) => opened.model.score(values)),
    judgeMicros: 1000 * (takes.sort((one, other) => one - other)[takes.length >> 1] ?? 0),
    kind: header.kind,
    recipe: header.recipe,
    modelBytes: trained.artifact.length,
    threshold: header.threshold,
    gatesFailed: trained.card.gates.filter((gate) => !gate.passed).map((gate) => gate.name),
  };
}

function figuresOf(rows: readonly JudgedRow[]): DetectFigures {
  const [normal, faulty] = [rows.filter((row) => row.healthy), rows.filter((row) => !row.healthy)];
  const windowsOf = (group: readonly JudgedRow[]) => group.flatMap((row) => row.windows);
  const valuesOf = (group: readonly JudgedRow[]) => windowsOf(group).flatMap(({ value }) => value ?? []);
  const above = (group: readonly JudgedRow[]) => shareOf(windowsOf(group).map((window) => window.above));
  const alarms = (group: readonly JudgedRow[]) => shareOf(group.map((row) => raisesAlarm(row.windows)));
  const notJudged = (group: readonly JudgedRow[]) => shareOf(windowsOf(group).map((window) => !window.judged));
  return {
    auc: areaUnderCurve(valuesOf(normal), valuesOf(faulty)),
    pauc: partialArea(valuesOf(normal), valuesOf(faulty), mostFalseAlarms),
    windowFalseAlarmRate: above(normal),
    windowHitRate: above(faulty),
    recordingFalseAlarmRate: alarms(normal),
    recordingHitRate: alarms(faulty),
    notJudgedNormalRate: notJudged(normal),
    notJudgedFaultRate: notJudged(faulty),
  };
}
