import { asFault } from "../../domain/fault.ts";
import { checkTask } from "./checkTask.ts";
import { misplaced, numberIn, type Table, type TableRow } from "./readTable.ts";
import { coverages, modes, roles, type Task, type TaskRow } from "./task.ts";

/** Columns `coverage`, `label` and the ends may be left out. */
export const neededTaskColumns = ["task", "family", "mode", "role", "file", "session"];

/** The tasks of a table, in its order. What is wrong with a row is kept with its task, so that the others can run. */
export function tasksOf(table: Table): Task[] {
  const groups = Map.groupBy(table.rows, (row) => row.cell("task") || `(line ${row.line})`);
  return [...groups].map(([task, rows]) => taskOf(table.name, task, rows));
}

function taskOf(table: string, task: string, rows: readonly TableRow[]): Task {
  const first = rows[0]!;
  const mode = modes.find((known) => known === first.cell("mode"));
  const known = {
    task,
    family: first.cell("family"),
    // something has to stand there: a task of an unknown mode is told among those that detect
    mode: mode ?? "detect",
    coverage: coverages.find((coverage) => coverage === first.cell("coverage")) ?? null,
  };
  try {
    for (const row of rows) checkSame(table, first, row);
    const read = rows.map((row) => taskRowOf(table, row));
    checkTask(table, { ...known, rows: read });
    return { ...known, rows: read };
  } catch (thrown) {
    return { ...known, rows: [], fault: asFault(thrown, "BAD_FILE") };
  }
}

/** What must be the same in all rows of a task, and be said at all. */
function checkSame(table: string, first: TableRow, row: TableRow): void {
  if (row.ragged !== undefined) throw misplaced(table, row, row.ragged);
  if (row.cell("task") === "") throw misplaced(table, row, "the row belongs to no task. Name one.", "task");
  for (const column of ["family", "mode", "coverage"]) {
    if (row.cell(column) === first.cell(column)) continue;
    const problem = `"${row.cell(column)}" differs from "${first.cell(column)}" in line ${first.line} of the same task. Write the same in all its rows.`;
    throw misplaced(table, row, problem, column);
  }
  if (first.cell("family") === "") throw misplaced(table, first, "the task belongs to no family. Name one.", "family");
  oneOf(table, row, "mode", modes);
  if (row.cell("coverage") !== "") oneOf(table, row, "coverage", coverages);
}

function taskRowOf(table: string, row: TableRow): TaskRow {
  const role = oneOf(table, row, "role", roles);
  const file = row.cell("file");
  if (file === "") throw misplaced(table, row, "no file is named.", "file");
  const from = numberIn(table, row, "from_s") ?? 0;
  const to = numberIn(table, row, "to_s");
  if (from < 0) throw misplaced(table, row, `${from} s lies before the beginning. Write 0 or more.`, "from_s");
  if (to !== null && to <= from) {
    throw misplaced(table, row, `the end ${to} s does not lie after the beginning ${from} s.`, "to_s");
  }
  // a recording that no one grouped is a session of its own
  return { line: row.line, role, file, from, to, label: row.cell("label"), session: row.cell("session") || file };
}

function oneOf<Word extends string>(table: string, row: TableRow, column: string, words: readonly Word[]): Word {
  const text = row.cell(column);
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw misplaced(table, row, `"${text.slice(0, 40)}" is no ${column}. Write ${words.join(", ")}.`, column);
}
