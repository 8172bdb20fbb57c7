import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import { plainNumber } from "../plainNumber.ts";

/** How a table of samples is laid out: found from its first rows. */
export interface CsvLayout {
  readonly separator: string;
  /** Names of all columns as written; made up where the table has no header. */
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  /** Column with the time in seconds, if there is one. */
  readonly timeColumn?: number | undefined;
  /** From the time column. */
  readonly sampleRate?: Hertz | undefined;
  /** A step of the time column longer than this (seconds) is a gap. */
  readonly longestStep?: number | undefined;
}

const separators = [";", "\t", ","];
const timeNames = /^(time|t|seconds?|secs?|s)\s*([([]\s*(s|secs?|seconds?)\s*[)\]])?$/i;

/**
 * @param head the first lines of the table: enough of them make the rate exact
 * @throws Fault BAD_FILE when there are no rows of numbers, or the time column does not rise
 */
export function findCsvLayout(path: string, head: readonly string[]): CsvLayout {
  const first = head[0] ?? "";
  const separator = separators.find((candidate) => splitRow(first, candidate).length > 1) ?? ",";
  const cells = splitRow(first, separator);
  const hasHeader = !cells.every(isNumber);
  // Spreadsheets end every row with a separator: that is no column.
  if (hasHeader && cells.length > 1 && cells.at(-1) === "") cells.pop();
  const names = hasHeader ? cells : cells.map((_, i) => `Channel ${i + 1}`);
  const rows = head.slice(hasHeader ? 1 : 0).filter((line) => line.trim() !== "");
  const text = rows.length === 0 || !splitRow(rows[0]!, separator).some(isNumber);
  if (text) {
    throw new Fault(
      "BAD_FILE",
      `${path} holds no rows of numbers. A table needs a header row and one row per sample.`,
      {
        details: { path },
      },
    );
  }
  const timeColumn = hasHeader ? names.findIndex((name) => timeNames.test(name)) : -1;
  if (timeColumn < 0 || names.length < 2) return { separator, names, hasHeader };
  const times = rows.map((row) => Number(splitRow(row, separator)[timeColumn] || Number.NaN));
  return { separator, names, hasHeader, timeColumn, ...timing(path, times) };
}

function timing(path: string, times: readonly number[]): { sampleRate?: Hertz; longestStep?: number } {
  const known = times.filter(Number.isFinite);
  const span = known.at(-1)! - known[0]!;
  if (known.length < 2 || !(span > 0)) {
    const message = `The time column of ${path} does not rise, so the sample rate is unknown. Correct it, or remove it and give the sample rate.`;
    throw new Fault("BAD_FILE", message, { details: { path } });
  }
  // The middle step is the period even where the head itself has a gap; the mean is exact where times are rounded.
  const steps = known.slice(1).map((time, i) => time - known[i]!);
  const period = steps.toSorted((a, b) => a - b)[steps.length >> 1]!;
  const mean = span / steps.length;
  const longest = Math.max(...steps.filter((step) => step <= 1.5 * mean), period);
  const rate = 1 / (Math.max(...steps) > 2.5 * Math.max(mean, period) ? period : mean);
  // Times written with few digits miss a whole rate by a little.
  const whole = Math.round(rate);
  const sampleRate = whole > 0 && Math.abs(rate - whole) < 1e-4 * rate ? whole : rate;
  return { sampleRate, longestStep: 1.5 * longest };
}

const isNumber = (cell: string) => !Number.isNaN(plainNumber(cell));

/** The cells of a row, trimmed, quotes taken off; a quoted cell may hold the separator. */
export function splitRow(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
