import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../../electron/app/evaluate/readTable.ts";
import { neededTaskColumns, tasksOf } from "../../electron/app/evaluate/readTasks.ts";
import type { Task } from "../../electron/app/evaluate/task.ts";
import { sharedFolder } from "./sharedFolder.ts";

/** Where the development recordings and their tables lie. */
export function sharedData(): string {
  return join(sharedFolder(), "data");
}

/** One task of the development recordings, by its whole name. */
export function sharedTask(name: string): Task {
  const tasks = tasksOf(readTable("tasks.csv", textOf("tasks.csv"), neededTaskColumns));
  const found = tasks.find((task) => task.task === name);
  if (!found) throw new Error(`../shared/data/tasks.csv has no task ${name}`);
  return found;
}

/** One development recording. */
export interface SharedRecording {
  readonly file: string;
  readonly dataset: string;
  readonly condition: string;
  readonly rpm: number;
}

export function sharedRecordings(): SharedRecording[] {
  return readTable("manifest.csv", textOf("manifest.csv"), ["file"]).rows.map((row) => ({
    file: row.cell("file"),
    dataset: row.cell("dataset"),
    condition: row.cell("condition"),
    rpm: Number(row.cell("rpm")),
  }));
}

function textOf(name: string): string {
  return readFileSync(join(sharedData(), name), "utf8");
}
