import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { asFault, Fault } from "../../domain/fault.ts";
import { recipeOf } from "../../features/recipes.ts";
import { kindOf } from "../../micromodels/kinds.ts";
import type { EvaluationChoice } from "./commissionTask.ts";
import { type DetectResult, detect } from "./detectMode.ts";
import { type DiagnoseResult, diagnose } from "./diagnoseMode.ts";
import { type FaultOrderBook, readFaultOrders } from "./readFaultOrders.ts";
import { manifestOf, neededManifestColumns } from "./readManifest.ts";
import { readTable } from "./readTable.ts";
import { neededTaskColumns, tasksOf } from "./readTasks.ts";
import { SegmentReader } from "./segmentReader.ts";
import { judgeSeries, type SeriesResult } from "./seriesMode.ts";
import { type FamilyMeans, familiesOf, type Macro, macroOf } from "./summarise.ts";
import { type Coverage, type Mode, modes, type Task } from "./task.ts";
import { WindowReader } from "./windowReader.ts";

export interface EvaluationWish extends EvaluationChoice {
  /** Path of the table of tasks; `manifest.csv` and, for diagnosis, `datasets.json` lie beside it. */
  readonly tasks: string;
  /** All that can run unless given. */
  readonly mode?: Mode | undefined;
  /** Only tasks whose name holds this. */
  readonly part?: string | undefined;
}

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

/** Called before each task with how many are done. */
export type EvaluationProgress = (done: number, total: number, task: string) => void;

const cannotClassify =
  "This version cannot name labels yet: tasks of the mode classify are left out. Use --mode detect, series or diagnose.";

/**
 * Runs a folder of recordings through what a station does with a machine: learning from rows that are healthy, judging the others.
 * A task that cannot run is reported with its reason; the others run.
 * @throws Fault when a table cannot be read at all, nothing is left to run, or kind, recipe or mode are unknown
 */
export async function evaluate(wish: EvaluationWish, progress: EvaluationProgress = () => {}): Promise<Evaluation> {
  if (wish.kind !== undefined) kindOf(wish.kind);
  if (wish.recipe !== undefined) recipeOf(wish.recipe);
  const folder = dirname(wish.tasks);
  const name = basename(wish.tasks);
  const all = tasksOf(readTable(name, await textOf(wish.tasks, "the table of tasks"), neededTaskColumns));
  const manifestPath = join(folder, "manifest.csv");
  const manifest = await textOf(manifestPath, `what is known of the recordings; it lies beside ${name}`);
  const segments = new SegmentReader(
    name,
    folder,
    manifestOf(readTable("manifest.csv", manifest, neededManifestColumns)),
  );
  const reader = new WindowReader(segments);
  const wanted = chosen(all, wish);
  const notes = wanted.length < chosen(all, { ...wish, mode: wish.mode }, true).length ? [cannotClassify] : [];
  const orders = wanted.some(({ mode }) => mode === "diagnose") ? await faultOrders(folder) : undefined;

  const tasks: TaskReport[] = [];
  const series: SeriesReport[] = [];
  const diagnosed: DiagnoseReport[] = [];
  for (const [index, task] of wanted.entries()) {
    progress(index, wanted.length, task.task);
    const { task: id, family, mode, coverage } = task;
    if (mode === "series") {
      const result = await reported(task, emptySeries, () => judgeSeries(task, reader, wish));
      series.push({ series: id.split("/").at(-1)!, task: id, family, ...result });
    } else if (mode === "diagnose") {
      const result = await reported(task, emptyDiagnose, () => diagnose(task, segments, orders!()));
      diagnosed.push({ task: id, family, ...result });
    } else {
      const result = await reported(task, emptyDetect, () => detect(task, reader, wish));
      tasks.push({ task: id, family, mode, coverage, ...result });
    }
  }
  return { tasks, series, diagnose: diagnosed, families: familiesOf(tasks), macro: macroOf(tasks), notes };
}

async function reported<Result extends object>(
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

/** Tasks in the order in which they run. @param classifyToo counts what this version leaves out */
function chosen(all: readonly Task[], { mode, part = "" }: EvaluationWish, classifyToo = false): Task[] {
  const named = all.filter((task) => task.task.includes(part));
  if (named.length === 0) throw new Fault("NOT_FOUND", `No task has "${part}" in its name. Give another part of it.`);
  if (mode === "classify") throw new Fault("NOT_ALLOWED", cannotClassify);
  const found = modes
    .filter((known) => (mode === undefined || known === mode) && (classifyToo || known !== "classify"))
    .flatMap((known) => named.filter((task) => task.mode === known));
  if (found.length > 0) return found;
  const there = [...new Set(named.map((task) => task.mode))].join(", ");
  throw new Fault(
    "NOT_FOUND",
    `There are no tasks of the mode ${mode ?? "detect, series or diagnose"}, only ${there}.`,
  );
}

/** Read once, told for each task that needs it when it is missing. */
async function faultOrders(folder: string): Promise<() => FaultOrderBook> {
  try {
    const text = await textOf(join(folder, "datasets.json"), "the fault orders of the bearings");
    const book = readFaultOrders("datasets.json", text);
    return () => book;
  } catch (thrown) {
    return () => {
      throw thrown;
    };
  }
}

async function textOf(path: string, meaning: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === "ENOENT";
    const reason = missing ? "is missing" : `cannot be read (${(thrown as Error).message})`;
    throw new Fault(missing ? "NOT_FOUND" : "BAD_FILE", `${path} ${reason}: ${meaning}. Check the path.`, {
      cause: thrown,
      details: { path },
    });
  }
}

const emptyDetect = {
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
};
const emptySeries = {
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
const emptyDiagnose = { faults: null, healthy: null, rightRate: null, wrongRate: null, healthyNamedRate: null };
