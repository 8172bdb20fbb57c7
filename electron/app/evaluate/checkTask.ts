import { Fault } from "../../domain/fault.ts";
import type { Role, Task, TaskRow } from "./task.ts";

/** The label of recordings of a machine that is well. */
export const healthyLabel = "normal";

/**
 * What a task must have before it is worth running: rows to learn from and to test on, and nothing of the one in the other.
 * @throws Fault BAD_FILE naming line and remedy
 */
export function checkTask(table: string, task: Task): void {
  if (task.mode === "series") {
    requireRole(table, task, "series", "the snapshots of one run to failure");
    return;
  }
  const stray = task.rows.find((row) => row.role === "series");
  if (stray) {
    throw at(
      table,
      stray,
      `the role "series" belongs to tasks of the mode series, not ${task.mode}. Write train or test.`,
    );
  }
  requireRole(table, task, "test", "recordings to test on");
  if (task.mode === "diagnose") return;
  requireRole(table, task, "train", "recordings to learn from");
  const train = task.rows.filter((row) => row.role === "train");
  if (task.mode === "detect") {
    const faulty = train.find((row) => row.label !== healthyLabel);
    if (faulty) {
      throw at(
        table,
        faulty,
        `a training row is labelled "${faulty.label}", but detection learns from "${healthyLabel}" alone. Correct the label or the role.`,
      );
    }
  }
  for (const row of task.rows) if (row.role === "test") refuseLeak(table, train, row);
}

function refuseLeak(table: string, train: readonly TaskRow[], row: TaskRow): void {
  const same = train.find((other) => other.session === row.session);
  if (same) {
    throw at(
      table,
      row,
      `its session "${row.session}" is learned from in line ${same.line}: the test would know the answer. Keep a session on one side.`,
    );
  }
  const overlapping = train.find((other) => other.file === row.file && other.from < end(row) && row.from < end(other));
  if (overlapping) {
    throw at(
      table,
      row,
      `it overlaps in ${row.file} with line ${overlapping.line}, which is learned from. Cut them apart.`,
    );
  }
}

function end(row: TaskRow): number {
  return row.to ?? Number.POSITIVE_INFINITY;
}

function requireRole(table: string, task: Task, role: Role, meaning: string): void {
  if (task.rows.some((row) => row.role === role)) return;
  throw new Fault(
    "BAD_FILE",
    `${table}: the task "${task.task}" has no rows with the role ${role}, ${meaning}. Add some.`,
    {
      details: { table, task: task.task },
    },
  );
}

function at(table: string, row: TaskRow, problem: string): Fault {
  return new Fault("BAD_FILE", `${table}, line ${row.line}: ${problem}`, { details: { table, line: row.line } });
}
