import { Fault } from "../../domain/fault.ts";

const longest = 16;
const named: Record<string, number> = { r: 13, n: 10, t: 9, 0: 0, "\\": 92 };

/**
 * The bytes of a marker as people write it: text, with \r \n \t \0 \\ and \xNN for what has no key.
 * @param setting what to name in the fault
 * @returns shape [1…16]
 * @throws Fault BAD_INPUT
 */
export function markerBytes(text: string, setting: string): Buffer {
  const bytes: number[] = [];
  for (const [piece, hex, letter] of text.matchAll(/\\x([0-9a-f]{2})|\\(.?)|[^\\]+/gis)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (!piece.startsWith("\\")) bytes.push(...Buffer.from(piece));
    else if (named[letter!.toLowerCase()] !== undefined) bytes.push(named[letter!.toLowerCase()]!);
    else throw wrong(setting, `holds "${piece}", which is none of \\r \\n \\t \\0 \\\\ \\xNN`);
  }
  if (bytes.length === 0 || bytes.length > longest) throw wrong(setting, `must be 1 to ${longest} bytes long`);
  return Buffer.from(bytes);
}

function wrong(setting: string, problem: string): Fault {
  return new Fault("BAD_INPUT", `The setting ${setting} of a serial text stream ${problem}.`, { details: { setting } });
}
