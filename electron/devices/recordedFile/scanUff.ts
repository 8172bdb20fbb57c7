import type { FileHandle } from "node:fs/promises";
import { ByteLines } from "./byteLines.ts";
import { readUffHeader, type UffEncoding, type UffFunction } from "./uffFunction.ts";

export interface UffContents {
  readonly functions: readonly UffFunction[];
  /** Numbers of the datasets that are none of time or frequency data: geometry, units … */
  readonly others: readonly number[];
}

const mark = /^\s*-1\s*$/;
const title = /^\s{0,5}(\d{1,5})(b?)(.*)$/;
const mostFunctions = 10_000;

/**
 * Goes through a Universal File from dataset to dataset, each between two lines with nothing but −1.
 * @returns what it holds, or in words what is wrong with it
 */
export async function scanUff(file: FileHandle, size: number): Promise<UffContents | string> {
  const lines = new ByteLines(file);
  const functions: UffFunction[] = [];
  const others = new Set<number>();
  for (;;) {
    let line = await lines.next();
    while (line !== undefined && !mark.test(line)) line = await lines.next();
    if (line === undefined) return { functions, others: [...others] };
    const heading = (await lines.next()) ?? "";
    const [, number, binary, rest = ""] = title.exec(heading) ?? [];
    if (number === undefined) return { functions, others: [...others] };
    if (number !== "58") others.add(Number(number));
    else {
      const found = await readFunction(lines, binary === "b", rest, size);
      if (typeof found === "string") return `dataset ${functions.length + 1}: ${found}`;
      functions.push(found);
      if (functions.length > mostFunctions) return `it holds over ${mostFunctions} functions`;
    }
    // What is left of the dataset, to its end.
    do line = await lines.next();
    while (line !== undefined && !mark.test(line));
    if (line === undefined && number === "58") return `dataset ${functions.length} has no end`;
  }
}

async function readFunction(
  lines: ByteLines,
  binary: boolean,
  rest: string,
  size: number,
): Promise<UffFunction | string> {
  const encoding = binary ? encodingOf(rest) : "text";
  if (typeof encoding === "object") return encoding.problem;
  const header: string[] = [];
  for (let i = 0; i < 11; i++) header.push((await lines.next()) ?? "");
  const found = readUffHeader(header, encoding, lines.position);
  if (typeof found === "string" || encoding === "text") return found;
  // Where a function ends only its header can say: its bytes may look like a line with −1.
  const end = found.offset + found.count * valueBytes(found);
  if (end > size) return `its header promises ${found.count} values, the file ends before`;
  lines.seek(end);
  return found;
}

/** Bytes of one place on the abscissa in the binary form. */
export function valueBytes({ double, complex, evenly }: UffFunction): number {
  const ordinate = (double ? 8 : 4) * (complex ? 2 : 1);
  return evenly ? ordinate : ordinate + 4;
}

function encodingOf(rest: string): UffEncoding | { readonly problem: string } {
  const order = Number(rest.slice(0, 6));
  const format = Number(rest.slice(6, 12));
  if (format !== 2) return { problem: `its binary numbers are not IEEE 754 (format ${rest.slice(6, 12).trim()})` };
  if (order === 1) return "little";
  return order === 2 ? "big" : { problem: `it names the byte order ${rest.slice(0, 6).trim()}` };
}
