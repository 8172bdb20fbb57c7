import type { Evaluation } from "./evaluation.ts";
import type { Means } from "./summarise.ts";

const heading = ["AUC", "pAUC", "window FAR", "hit", "recording FAR", "hit", "not judged", "fault"];
const widths = [7, 7, 12, 7, 15, 7, 12, 7];

/** The evaluation as lines for a terminal: by task, by family, over all. FAR: false-alarm rate; shares, not percents. */
export function printEvaluation(evaluation: Evaluation): string[] {
  return [
    ...detectLines(evaluation),
    ...seriesLines(evaluation),
    ...diagnoseLines(evaluation),
    ...evaluation.notes.flatMap((note) => ["", note]),
  ];
}

function detectLines({ tasks, families, macro }: Evaluation): string[] {
  if (tasks.length === 0) return [];
  const lines = [titled("detect", heading.map((word, i) => word.padStart(widths[i]!)).join(""))];
  for (const task of tasks) {
    const { error, kind } = task;
    lines.push(
      titled(
        task.task,
        error === undefined ? `${figures(task)}  ${kind}${failed(task.gatesFailed)}` : `  did not run: ${error}`,
      ),
    );
  }
  lines.push("", titled("mean over families", ""));
  for (const family of families) lines.push(titled(`  ${family.family} (${family.tasks})`, figures(family)));
  for (const [name, means] of Object.entries(macro) as [string, Means][]) {
    lines.push(
      titled(
        `${name} (${counted(means.tasks, "task", "tasks")}, ${counted(means.families, "family", "families")})`,
        figures(means),
      ),
    );
  }
  return lines;
}

function seriesLines({ series }: Evaluation): string[] {
  if (series.length === 0) return [];
  return [
    "",
    titled("series", "first alarm     before the end     false episodes before 30 %"),
    ...series.map((entry) => {
      if (entry.error !== undefined) return titled(entry.task, `did not run: ${entry.error}`);
      const { firstAlarmPercentOfLife: share, minutesBeforeEnd: minutes } = entry;
      const alarm = share === null ? "never" : `${share.toFixed(1)} % of life`;
      const before = minutes === null ? "" : `${minutes.toFixed(0)} min`;
      return titled(entry.task, `${alarm.padEnd(16)}${before.padEnd(19)}${entry.falseAlarmEpisodesBefore30Percent}`);
    }),
  ];
}

function diagnoseLines({ diagnose }: Evaluation): string[] {
  if (diagnose.length === 0) return [];
  return [
    "",
    titled("diagnose", "faults   right   wrong   healthy   named"),
    ...diagnose.map((entry) => {
      if (entry.error !== undefined) return titled(entry.task, `did not run: ${entry.error}`);
      const { faults, healthy, rightRate, wrongRate, healthyNamedRate } = entry;
      const cells = [`${faults}`.padStart(6), share(rightRate, 8), share(wrongRate, 8), `${healthy}`.padStart(10)];
      return titled(entry.task, [...cells, share(healthyNamedRate, 8)].join(""));
    }),
  ];
}

function titled(title: string, rest: string): string {
  return rest === "" ? title : `${title.padEnd(42)}${rest}`;
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** A station would let such a model serve on an engineer's word only. */
function failed(gates: readonly string[] | null): string {
  return gates === null || gates.length === 0 ? "" : `  (gate failed: ${gates.join(", ")})`;
}

function figures(
  found: {
    readonly [Key in keyof Means]?: Means[Key] | null;
  },
): string {
  const values = [
    found.auc,
    found.pauc,
    found.windowFalseAlarmRate,
    found.windowHitRate,
    found.recordingFalseAlarmRate,
    found.recordingHitRate,
    found.notJudgedNormalRate,
    found.notJudgedFaultRate,
  ];
  return values.map((value, i) => share(value ?? null, widths[i]!)).join("");
}

function share(value: number | null, width: number): string {
  return (value === null ? "–" : value.toFixed(3)).padStart(width);
}
