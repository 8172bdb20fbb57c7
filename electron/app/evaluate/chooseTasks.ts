import { Fault } from "../../domain/fault.ts";
import { type Mode, modes, type Task } from "./task.ts";

export interface ChosenTasks {
  /** In the order in which they run. */
  readonly tasks: readonly Task[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

const cannotClassify =
  "This version cannot name labels yet: tasks of the mode classify are left out. Use --mode detect, series or diagnose.";

/**
 * @param mode all that can run unless given @param part of the name
 * @throws Fault NOT_FOUND when nothing is left to run; NOT_ALLOWED for what this version cannot do
 */
export function chooseTasks(all: readonly Task[], mode: Mode | undefined, part = ""): ChosenTasks {
  if (all.length === 0) throw new Fault("BAD_FILE", "The table of tasks has no rows below its header.");
  const named = all.filter((task) => task.task.includes(part));
  if (named.length === 0) throw new Fault("NOT_FOUND", `No task has "${part}" in its name. Give another part of it.`);
  if (mode === "classify") throw new Fault("NOT_ALLOWED", cannotClassify);
  const tasks = modes
    .filter((known) => known !== "classify" && (mode === undefined || known === mode))
    .flatMap((known) => named.filter((task) => task.mode === known));
  if (tasks.length > 0) {
    const leftOut = mode === undefined && named.some((task) => task.mode === "classify");
    return { tasks, notes: leftOut ? [cannotClassify] : [] };
  }
  const there = [...new Set(named.map((task) => task.mode))].join(", ");
  const wanted = mode ?? "detect, series or diagnose";
  throw new Fault("NOT_FOUND", `There are no tasks of the mode ${wanted}, only ${there}.`);
}
