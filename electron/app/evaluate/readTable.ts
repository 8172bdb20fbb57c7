import { Fault } from "../../domain/fault.ts";

/** One row of a table, by the names of its columns. */
export interface TableRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** Trimmed; a column that the table does not have reads "". */
  cell(column: string): string;
  /** The row has more or fewer cells than the header; what `cell` says may be a neighbour's. */
  readonly ragged?: string | undefined;
}

export interface Table {
  /** As it is called in messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

const separators = [",", ";", "\t"];

/**
 * A table with a header row as spreadsheets write it: comma, semicolon or tab, whichever parts the header best; quoted cells may hold
 * separators, line ends and doubled quotes; with or without byte order mark, any line ends. Empty lines are skipped.
 * @throws Fault BAD_FILE when it is empty, lacks one of the needed columns, names one twice, or a quote is not closed
 */
export function readTable(name: string, text: string, needed: readonly string[]): Table {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.includes("\0")) throw badTable(`${name} is no text. Save it as CSV (UTF-8).`, name);
  const separator = separatorOf(plain);
  const [header, ...lines] = cut(name, plain, separator);
  if (!header) throw badTable(`${name} is empty. Its first line names the columns: ${needed.join(", ")}.`, name);
  const columns = header.cells.map((cell) => cell.trim());
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const list = missing.map((column) => `"${column}"`).join(", ");
    const message = `${name}, line ${header.line}: the column${missing.length > 1 ? "s" : ""} ${list} ${missing.length > 1 ? "are" : "is"} missing; found ${columns.join(", ")}. Add ${missing.length > 1 ? "them" : "it"} to the header.`;
    throw badTable(message, name);
  }
  const twice = columns.find((column, index) => column !== "" && columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw badTable(`${name}, line ${header.line}: the column "${twice}" stands there twice. Remove one.`, name);
  }
  return { name, columns, rows: lines.map(({ line, cells }) => rowOf(columns, line, cells)) };
}

function rowOf(columns: readonly string[], line: number, cells: readonly string[]): TableRow {
  // separators at the end of a line are what spreadsheets leave behind
  const surplus = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  const ragged =
    surplus || cells.length < columns.length
      ? `it has ${cells.length} cells where the header names ${columns.length} columns. Put a text that holds a separator in quotes.`
      : undefined;
  return { line, ragged, cell: (column) => cells[columns.indexOf(column)]?.trim() ?? "" };
}

function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, "");
  const counts = separators.map((separator) => header.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}

interface Line {
  readonly line: number;
  readonly cells: string[];
}

function cut(name: string, text: string, separator: string): Line[] {
  const lines: Line[] = [];
  let line = 1;
  let current: Line = { line, cells: [] };
  let cell = "";
  let openedAt = 0;
  const endLine = () => {
    current.cells.push(cell);
    cell = "";
    if (current.cells.some((value) => value.trim() !== "")) lines.push(current);
    current = { line, cells: [] };
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "\r" && text[i + 1] === "\n") continue;
    const lineEnd = character === "\n" || character === "\r";
    if (lineEnd) line += 1;
    if (openedAt > 0) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else openedAt = 0;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      openedAt = line;
    } else if (character === separator) {
      current.cells.push(cell);
      cell = "";
    } else if (lineEnd) endLine();
    else cell += character;
  }
  if (openedAt > 0) throw badTable(`${name}, line ${openedAt}: a quote is opened and never closed. Close it.`, name);
  endLine();
  return lines;
}

function badTable(message: string, name: string): Fault {
  return new Fault("BAD_FILE", message, { details: { table: name } });
}

/** A fault of one cell or row, told with its place. */
export function misplaced(table: string, row: TableRow, problem: string, column?: string): Fault {
  const where = column === undefined ? "" : `, column "${column}"`;
  return new Fault("BAD_FILE", `${table}, line ${row.line}${where}: ${problem}`, {
    details: { table, line: row.line, ...(column !== undefined && { column }) },
  });
}

/**
 * The number of a cell; null when it is empty.
 * @throws Fault BAD_FILE naming line and column when it is no plain number
 */
export function numberIn(table: string, row: TableRow, column: string): number | null {
  const text = row.cell(column);
  if (text === "") return null;
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  const remedy = /^[+-]?\d+,\d+$/.test(text) ? "Write a decimal point." : "Write a number, or leave the cell empty.";
  throw misplaced(table, row, `"${text.slice(0, 40)}" is not a number. ${remedy}`, column);
}
