import { stat } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";
import { plainNumber } from "../plainNumber.ts";
import { type CsvLayout, findCsvLayout, splitRow } from "./csvLayout.ts";
import { openRegularFile } from "./openRegularFile.ts";
import type { Recording } from "./recording.ts";

const headLines = 10_000;
const longestLine = 1_000_000;

/**
 * Looks at the first rows of a table of samples: one row a sample, one column a channel, comma, semicolon or tab, decimal point.
 * A column named time, t or seconds gives the sample rate.
 * @throws Fault BAD_FILE when it holds no rows of numbers
 */
export async function openCsv(path: string): Promise<Recording> {
  const { mtimeMs } = await stat(path);
  const head: string[] = [];
  for await (const lines of readLines(path)) {
    head.push(...lines);
    if (head.length >= headLines) break;
  }
  const layout = findCsvLayout(path, head.slice(0, headLines));
  return {
    path,
    format: "CSV",
    names: layout.names.filter((_, i) => i !== layout.timeColumn),
    sampleRate: layout.sampleRate,
    provenByReading: true,
    modified: mtimeMs,
    blocks: (length) => readBlocks(path, layout, length),
  };
}

async function* readBlocks(path: string, layout: CsvLayout, length: number) {
  const width = layout.names.length - (layout.timeColumn === undefined ? 0 : 1);
  const fresh = () => Array.from({ length: width }, () => new Float32Array(length));
  const row = rowReader(path, layout);
  let channels = fresh();
  let filled = 0;
  let line = 0;
  let blank = 0;
  for await (const lines of readLines(path)) {
    for (const text of lines) {
      line += 1;
      if (line === 1 && layout.hasHeader) continue;
      if (text.trim() === "") {
        blank ||= line;
        continue;
      }
      // Blank lines at the very end are no hole.
      if (blank) throw hole(path, blank, "the row is empty");
      row(text, line, channels, filled);
      filled += 1;
      if (filled < length) continue;
      yield channels;
      channels = fresh();
      filled = 0;
    }
  }
  if (filled > 0) yield channels.map((samples) => samples.slice(0, filled));
}

/** Reads one row into place `at` of the channels. @throws Fault BAD_FILE naming row and column */
function rowReader(path: string, layout: CsvLayout) {
  const { names, separator, timeColumn, longestStep } = layout;
  let before: number | undefined;
  return (text: string, row: number, channels: readonly Float32Array[], at: number) => {
    const cells = splitRow(text, separator);
    if (cells.length > names.length && cells.slice(names.length).some((cell) => cell !== "")) {
      throw hole(path, row, `there are ${cells.length} cells for ${names.length} columns`);
    }
    let channel = 0;
    for (const [column, name] of names.entries()) {
      const cell = cells[column] ?? "";
      const value = plainNumber(cell);
      if (Number.isNaN(value)) throw hole(path, row, notNumber(cell), { column: column + 1, name });
      if (column !== timeColumn) channels[channel++]![at] = value;
      else {
        const step = before === undefined ? 0 : value - before;
        if (step < 0 || step > longestStep!) {
          throw hole(path, row, `the time goes from ${before} s to ${value} s`, { column: column + 1, name });
        }
        before = value;
      }
    }
  };
}

function notNumber(cell: string): string {
  if (cell === "") return "the cell is empty";
  return `"${cell.slice(0, 40)}" is not a number${/^[+-]?\d+,\d+$/.test(cell) ? " (write a decimal point)" : ""}`;
}

function hole(path: string, row: number, what: string, place?: { column: number; name: string }): Fault {
  const where = place ? `row ${row}, column ${place.column} (${place.name})` : `row ${row}`;
  const message = `${path} has a hole: in ${where} ${what}. Fill it in, or cut the file before this row.`;
  return new Fault("BAD_FILE", message, { details: { path, row, ...(place && { column: place.column }) } });
}

/** Lines without their ends, as many at a time as came in one read; the remainder is carried. */
async function* readLines(path: string): AsyncGenerator<string[], void, undefined> {
  let rest = "";
  let start = true;
  const file = await openRegularFile(path);
  // The stream closes the file, also when it is not read to its end.
  for await (const chunk of file.createReadStream({ encoding: "utf8", highWaterMark: 262_144 })) {
    // A byte order mark would become part of the first name.
    const lines = (rest + (start ? String(chunk).replace(/^\uFEFF/, "") : chunk)).split("\n");
    start = false;
    rest = lines.pop()!;
    if (rest.length > longestLine) {
      throw new Fault("BAD_FILE", `${path} has a line of over ${longestLine} characters: it is no table.`, {
        details: { path },
      });
    }
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest];
}
