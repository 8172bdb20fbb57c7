import { plainNumber } from "../plainNumber.ts";

export const separators = ["auto", ",", ";", "tab", "space"] as const;
export type Separator = (typeof separators)[number];

/** `auto` takes comma, semicolon, tab and blanks alike, as devices mix them ("1, 2"). */
const patterns: Record<Separator | "sure", RegExp> = {
  auto: /\s*[,;]\s*|\s+/,
  ",": /\s*,\s*/,
  ";": /\s*;\s*/,
  tab: / *\t */,
  space: / +/,
  sure: /\s*[,;\t]\s*/,
};

/**
 * The cells of a line; many devices end a line with a separator, which is no cell.
 * @returns shape [cells], [] for a blank line
 */
function splitCells(line: string, separator: keyof typeof patterns): string[] {
  const cells = line.trim().split(patterns[separator]);
  if (cells.at(-1) === "") cells.pop();
  return cells;
}

/** @returns the numbers of a line, shape [cells], or undefined when one of its cells is none or it has no cells */
export function parseRow(line: string, separator: Separator): number[] | undefined {
  const values = splitCells(line, separator).map(plainNumber);
  return values.length === 0 || values.some(Number.isNaN) ? undefined : values;
}

/**
 * Names may hold blanks ("axial [g], radial [g]"): `auto` parts them at blanks only where there is no other separator.
 * @returns names of the channels when the line is a header: words in all of its cells, none of them a number
 */
export function parseHeader(line: string, separator: Separator): string[] | undefined {
  const cells = separator === "auto" && /[,;\t]/.test(line) ? splitCells(line, "sure") : splitCells(line, separator);
  const words = cells.every((cell) => /^\p{L}[\p{L}\p{N}_ ()[\]/.²³°%µ-]*$/u.test(cell));
  return cells.length > 0 && words ? cells : undefined;
}
