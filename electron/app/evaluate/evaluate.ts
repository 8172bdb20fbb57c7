import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import { recipeOf } from "../../features/recipes.ts";
import { kindOf } from "../../micromodels/kinds.ts";
import { chooseTasks } from "./chooseTasks.ts";
import type { EvaluationChoice } from "./commissionTask.ts";
import { detect } from "./detectMode.ts";
import { diagnose } from "./diagnoseMode.ts";
import {
  type DiagnoseReport,
  type Evaluation,
  emptyDetect,
  emptyDiagnose,
  emptySeries,
  reported,
  type SeriesReport,
  type TaskReport,
} from "./evaluation.ts";
import { type FaultOrderBook, readFaultOrders } from "./readFaultOrders.ts";
import { manifestOf, neededManifestColumns } from "./readManifest.ts";
import { readTable } from "./readTable.ts";
import { neededTaskColumns, tasksOf } from "./readTasks.ts";
import { SegmentReader } from "./segmentReader.ts";
import { judgeSeries } from "./seriesMode.ts";
import { familiesOf, macroOf } from "./summarise.ts";
import type { Mode } from "./task.ts";
import { WindowReader } from "./windowReader.ts";

export interface EvaluationWish extends EvaluationChoice {
  /** Path of the table of tasks; `manifest.csv` and, for diagnosis, `datasets.json` lie beside it. */
  readonly tasks: string;
  /** All that can run unless given. */
  readonly mode?: Mode | undefined;
  /** Only tasks whose name holds this. */
  readonly part?: string | undefined;
}

/** Called before each task with how many are done. */
export type EvaluationProgress = (done: number, total: number, task: string) => void;

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
  const { tasks: wanted, notes } = chooseTasks(all, wish.mode, wish.part);
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
  return {
    tasks,
    series,
    diagnose: diagnosed,
    families: familiesOf(tasks),
    macro: macroOf(tasks),
    notes: [...notes, ...segments.notes],
  };
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
