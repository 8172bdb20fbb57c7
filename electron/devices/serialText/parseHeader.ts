import type { Separator } from "./parseNumbers.ts";

const patterns: Record<Separator | "sure", RegExp> = {
  auto: /\s*[,;]\s*|\s+/,
  ",": /\s*,\s*/,
  ";": /\s*;\s*/,
  tab: / *\t */,
  space: / +/,
  sure: /\s*[,;\t]\s*/,
};
const words = /^\p{L}[\p{L}\p{N}_ ()[\]/.²³°%µ-]*$/u;
/** Names that people give to a column that says when, with the unit that many add: "time [ms]", "t_us", "millis". */
const times =
  /^(t|time|timestamp|zeit|zeitstempel|millis|micros)([ _]+(s|ms|us|µs|sec|seconds|ticks)|[ _]*[[(](s|ms|us|µs|sec|seconds|ticks)[\])])?$/i;

/**
 * Names may hold blanks ("axial [g], radial [g]"): `auto` parts them at blanks only where there is no other separator. A separator
 * at the end of the row is no cell.
 * @returns names of the columns when the row is a header: words in all of its cells, none of them a number
 */
export function parseHeader(line: string, separator: Separator): string[] | undefined {
  const cells = line.trim().split(patterns[separator === "auto" && /[,;\t]/.test(line) ? "sure" : separator]);
  if (cells.at(-1) === "") cells.pop();
  return cells.length > 0 && cells.every((cell) => words.test(cell)) ? cells : undefined;
}

/** @returns the column, counted from 1, that says when a row was measured; 0 when none does */
export function timeColumnOf(names: readonly string[]): number {
  return names.length > 1 ? names.findIndex((name) => times.test(name.trim())) + 1 : 0;
}
