import { asFault, Fault } from "../../domain/fault.ts";
import type { OperatingTag } from "../../domain/operatingTag.ts";
import type { Hertz, Quantity, RevolutionsPerMinute, Seconds } from "../../domain/units.ts";
import { misplaced, numberIn, type Table, type TableRow } from "./readTable.ts";

/** What is known of a recording besides its samples. */
export interface ManifestEntry {
  readonly line: number;
  readonly file: string;
  readonly dataset: string;
  readonly component: string;
  /** Nominal; null when nobody wrote it down. */
  readonly speed: RevolutionsPerMinute | null;
  readonly load: string;
  /** null: as the file says. */
  readonly sampleRate: Hertz | null;
  /** value = sample relative to full scale × scale. */
  readonly scale: number;
  /** Of the values, as somebody wrote it down. */
  readonly unit: string;
  /** Since the start of its series. */
  readonly time: Seconds | null;
  /** One name a channel; empty when none are given. */
  readonly channels: readonly string[];
  /** Name or pattern of the variables of a MATLAB file; missing: the only one that can be a signal. */
  readonly variable?: string | undefined;
}

export const neededManifestColumns = ["file", "sample_rate_hz", "scale"];

export interface Manifest {
  readonly name: string;
  /** @throws Fault NOT_FOUND for a file it does not list; BAD_FILE with line and column when its row is wrong */
  entryOf(file: string): ManifestEntry;
}

/** Rows that are wrong are told when a task needs them, so that the tasks which do not can run. */
export function manifestOf(table: Table): Manifest {
  const entries = new Map<string, ManifestEntry | Fault>();
  for (const row of table.rows) {
    const file = row.cell("file");
    if (file === "") continue;
    const entry = entries.has(file) ? listedTwice(table.name, row, file) : entryOf(table.name, row);
    entries.set(file, entry);
  }
  return {
    name: table.name,
    entryOf(file) {
      const entry = entries.get(file);
      if (entry instanceof Fault) throw entry;
      if (entry !== undefined) return entry;
      throw new Fault("NOT_FOUND", `${table.name} has no row for "${file}". Add one with its sample rate and scale.`, {
        details: { table: table.name, file },
      });
    },
  };
}

function entryOf(table: string, row: TableRow): ManifestEntry | Fault {
  try {
    if (row.ragged !== undefined) throw misplaced(table, row, row.ragged);
    const positive = (column: string) => {
      const value = numberIn(table, row, column);
      if (value === null || value > 0) return value;
      throw misplaced(table, row, `${value} must be above 0.`, column);
    };
    return {
      line: row.line,
      file: row.cell("file"),
      dataset: row.cell("dataset"),
      component: row.cell("component"),
      speed: positive("rpm"),
      load: row.cell("load"),
      sampleRate: positive("sample_rate_hz"),
      scale: positive("scale") ?? 1,
      unit: row.cell("unit"),
      time: numberIn(table, row, "t_s"),
      channels: row.cell("channels") === "" ? [] : row.cell("channels").split(";"),
      variable: row.cell("variable") || undefined,
    };
  } catch (thrown) {
    return asFault(thrown, "BAD_FILE");
  }
}

function listedTwice(table: string, row: TableRow, file: string): Fault {
  return misplaced(table, row, `"${file}" is listed twice. Keep one row for each file.`, "file");
}

/** How the machine ran, as its owner knows it; a load in percent becomes a share, in other words it names the state. */
export function operatingTagOf({ speed, load }: ManifestEntry): OperatingTag | undefined {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(load)?.[1];
  const tag: OperatingTag = {
    ...(speed !== null && { speed }),
    ...(percent !== undefined && { load: Number(percent) / 100 }),
    ...(percent === undefined && load !== "" && { state: load }),
  };
  return Object.keys(tag).length > 0 ? tag : undefined;
}

const soundUnits = ["Pa", "FS"];
const vibrationUnits = ["g", "m/s²", "m/s2", "mm/s", "µm", "um"];

/** What a recording measures, by its unit: full scale alone is that of a microphone. undefined: nobody wrote it down. */
export function quantityOf({ unit }: Pick<ManifestEntry, "unit">): Quantity | undefined {
  if (soundUnits.includes(unit)) return "sound pressure";
  return vibrationUnits.includes(unit) ? "acceleration" : undefined;
}
