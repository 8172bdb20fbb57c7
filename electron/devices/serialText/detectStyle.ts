import { type NumberStyle, parseNumbers } from "./parseNumbers.ts";

/** Every comma between two digits: a decimal comma, unless it is what separates. */
const decimalComma = /^[^,]*(\d,\d+[^,\d]*)+$/;
const others = ["tab", ";", "space"] as const;
const most = 257;

/**
 * How the numbers of these rows are written. A comma is taken for a decimal comma only where something else separates the numbers,
 * every number has one comma at most, and all rows have as many numbers: "1,5;2,5" but not "1,5" or "1, 5".
 * @param given what a person has said; only `auto` is looked for
 */
export function detectStyle(rows: readonly string[], given: NumberStyle): NumberStyle {
  if (given.separator !== "auto" || given.decimal === ".") return given;
  const sure = others.find((separator) => {
    const style: NumberStyle = { separator, decimal: "," };
    const counts = rows.map((row) => countOf(row, style));
    const withComma = rows.some((row) => row.includes(","));
    return (
      (withComma || given.decimal === ",") &&
      rows.length > 0 &&
      counts[0]! > 1 &&
      counts.every((count) => count === counts[0]) &&
      rows.every(
        (row) =>
          !row.includes(",") || row.split(/[;\t ]+/).every((cell) => !cell.includes(",") || decimalComma.test(cell)),
      )
    );
  });
  return sure ? { separator: sure, decimal: "," } : given;
}

/** @returns as `parseNumbers` */
export function countOf(row: string, style: NumberStyle, into = new Float64Array(most)): number {
  const bytes = Buffer.from(row);
  return parseNumbers(bytes, 0, bytes.length, style, into);
}
