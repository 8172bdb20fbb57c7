const opensFormula = /^[=+\-@\t\0]/;

/** A cell of text that a spreadsheet must not run: a leading ' makes a formula plain text. */
function textCell(text: string): string {
  return opensFormula.test(text) ? `'${text}` : text;
}

const cell = (value: string | number | null): string =>
  typeof value === "number" ? (Number.isFinite(value) ? String(value) : "") : textCell(value ?? "");

type Row = readonly (string | number | null)[];

/** RFC 4180. Numbers with a decimal point whatever the language; what is no number stays empty. */
export function csvText(rows: Iterable<Row>): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Array.from(rows, (row) => `${row.map((value) => quoted(cell(value))).join(",")}\r\n`).join("");
}

/** As a spreadsheet takes it from the clipboard: tabs between cells, nothing quoted. */
export function tabbedText(rows: Iterable<Row>): string {
  return Array.from(rows, (row) => `${row.map((value) => cell(value).replaceAll(/[\t\r\n]/g, " ")).join("\t")}\n`).join(
    "",
  );
}
