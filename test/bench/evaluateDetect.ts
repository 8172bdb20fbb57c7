import { evaluateTask, type TaskEvaluation } from "../makers/evaluateTask.ts";
import { readTasks } from "../makers/taskTable.ts";

/**
 * How the micromodel of the station fares on the detect tasks of ../shared/data, at the threshold that it sets itself:
 * `npx node test/bench/evaluateDetect.ts [part of a task's name]` prints JSON. Rates by recording (3 windows in a row).
 */
const wanted = process.argv[2] ?? "";
const rows = Map.groupBy(
  readTasks().filter((row) => row.mode === "detect" && row.task.includes(wanted)),
  (row) => row.task,
);
const tasks: TaskEvaluation[] = [];
for (const task of rows.values()) tasks.push(await evaluateTask(task));

const families = [...Map.groupBy(tasks, (task) => `${task.coverage} ${task.family}`).values()].map((group) => ({
  family: group[0]!.family,
  coverage: group[0]!.coverage,
  tasks: group.length,
  ...meansOf(group),
}));
const macro = Object.fromEntries(
  [...Map.groupBy(families, (family) => family.coverage)].map(([coverage, group]) => [coverage, meansOf(group)]),
);
console.log(JSON.stringify({ tasks, families, macro }, null, 1));

type Rates = Pick<
  TaskEvaluation,
  "auc" | "windowFalseAlarmRate" | "windowHitRate" | "recordingFalseAlarmRate" | "recordingHitRate"
>;

function meansOf(group: readonly Rates[]): Rates {
  const mean = (key: keyof Rates) =>
    Math.round((group.reduce((sum, entry) => sum + entry[key], 0) / group.length) * 1000) / 1000;
  return {
    auc: mean("auc"),
    windowFalseAlarmRate: mean("windowFalseAlarmRate"),
    windowHitRate: mean("windowHitRate"),
    recordingFalseAlarmRate: mean("recordingFalseAlarmRate"),
    recordingHitRate: mean("recordingHitRate"),
  };
}
