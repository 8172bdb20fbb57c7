import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRecording } from "./readRecording.ts";
import { sharedFolder } from "./sharedFolder.ts";

/** One row of ../shared/data/tasks.csv. */
export interface TaskRow {
  readonly task: string;
  readonly family: string;
  readonly mode: string;
  readonly role: string;
  readonly file: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly label: string;
  readonly session: string;
  readonly coverage: string;
}

export function readTasks(): TaskRow[] {
  return table("tasks.csv").map((row) => ({
    task: row.task!,
    family: row.family!,
    mode: row.mode!,
    role: row.role!,
    file: row.file!,
    from: row.from_s ? Number(row.from_s) : null,
    to: row.to_s ? Number(row.to_s) : null,
    label: row.label!,
    session: row.session!,
    coverage: row.coverage!,
  }));
}

/** One row of ../shared/data/manifest.csv. */
export interface ManifestRow {
  readonly file: string;
  readonly dataset: string;
  readonly condition: string;
  readonly rpm: number;
}

export function readManifest(): ManifestRow[] {
  return table("manifest.csv").map((row) => {
    return { file: row.file!, dataset: row.dataset!, condition: row.condition!, rpm: Number(row.rpm) };
  });
}

let scales: Map<string, number> | undefined;

/** The samples of a row, in the unit of the manifest. */
export function readRow(row: TaskRow): ReturnType<typeof readRecording> {
  scales ??= new Map(table("manifest.csv").map((entry) => [entry.file!, Number(entry.scale)]));
  const recording = readRecording(join(sharedFolder(), "data", row.file), scales.get(row.file) ?? 1);
  const rate = recording.sampleRate;
  const cut = (channel: Float32Array<ArrayBuffer>) =>
    channel.slice(Math.round((row.from ?? 0) * rate), row.to === null ? undefined : Math.round(row.to * rate));
  return { sampleRate: rate, channels: recording.channels.map(cut) };
}

function table(name: string): Record<string, string | undefined>[] {
  const lines = readFileSync(join(sharedFolder(), "data", name), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  const columns = cellsOf(lines[0]!);
  return lines.slice(1).map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  });
}

/** Cells of a CSV line; a quoted cell may hold commas. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "",
  );
}
