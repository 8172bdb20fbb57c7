import { plainNumber } from "../plainNumber.ts";
import type { Measure } from "./recording.ts";

/** How the values of a dataset 58 are written. */
export type UffEncoding = "text" | "little" | "big";

/** One function of a Universal File, dataset 58: its header, and where its values stand. */
export interface UffFunction {
  readonly name: string;
  /** 1 is a time response, 2 an auto spectrum, 4 a frequency response … */
  readonly type: number;
  /** Of the abscissa: 17 is time, 18 frequency. */
  readonly abscissa: number;
  readonly complex: boolean;
  readonly double: boolean;
  readonly evenly: boolean;
  readonly count: number;
  /** Start and step of the abscissa: seconds, for time. */
  readonly from: number;
  readonly step: number;
  readonly measure?: Measure | undefined;
  /** ID line 3, as written: usually when it was measured. */
  readonly written: string;
  readonly encoding: UffEncoding;
  /** Of the first value, in bytes. */
  readonly offset: number;
}

const typeNames: Record<number, string> = {
  0: "general",
  1: "time response",
  2: "auto spectrum",
  3: "cross spectrum",
  4: "frequency response",
  6: "coherence",
  7: "auto correlation",
  9: "power spectral density",
  12: "spectrum",
  24: "order",
};

/** "auto spectrum (2)" */
export function uffTypeName(type: number): string {
  return typeNames[type] ? `${typeNames[type]} (${type})` : `type ${type}`;
}

/**
 * Reads the eleven lines above the values.
 * @returns the function, or in words what is wrong with it
 */
export function readUffHeader(lines: readonly string[], encoding: UffEncoding, offset: number): UffFunction | string {
  const [identity = "", , written = "", , , freedom = "", form = "", across = "", up = ""] = lines;
  const [ordinate, count, spacing, from, step] = columns(form, [10, 10, 10, 13, 13]);
  if (![2, 4, 5, 6].includes(ordinate!))
    return `record 7 names the ordinate type ${form.slice(0, 10).trim() || "nothing"}`;
  if (!Number.isInteger(count) || count! < 1) return "record 7 names no number of values";
  return {
    name: nameOf(identity, freedom),
    type: columns(freedom, [5])[0] || 0,
    abscissa: columns(across, [10])[0] || 0,
    complex: ordinate! >= 5,
    double: ordinate === 4 || ordinate === 6,
    evenly: spacing === 1,
    count: count!,
    from: from || 0,
    step: step || 0,
    measure: measureOf(up.slice(46, 67)),
    written: written.trim(),
    encoding,
    offset,
  };
}

/** Numbers in columns of these widths, as FORTRAN writes them; by blanks where a writer did not keep to the columns. */
function columns(line: string, widths: readonly number[]): number[] {
  const ends = widths.map((_, i) => widths.slice(0, i + 1).reduce((sum, width) => sum + width));
  const fixed = widths.map((width, i) => fortranNumber(line.slice(ends[i]! - width, ends[i])));
  if (!fixed.some(Number.isNaN)) return fixed;
  const words = line.trim().split(/\s+/);
  return widths.map((_, i) => fortranNumber(words[i] ?? ""));
}

/** "1.5D+02" is FORTRAN's double. NaN for anything but a number. */
export function fortranNumber(text: string): number {
  return plainNumber(text.trim().replace(/[dD]/, "E"));
}

const axes = ["", "X", "Y", "Z", "RX", "RY", "RZ"];

function nameOf(identity: string, freedom: string): string {
  const named = identity.trim();
  if (named !== "" && named.toUpperCase() !== "NONE") return named;
  const [entity, node, direction] = [freedom.slice(31, 41).trim(), freedom.slice(41, 51), freedom.slice(51, 55)];
  const axis = Number(direction) || 0;
  const where = axes[Math.abs(axis)] ? ` ${axis < 0 ? "-" : "+"}${axes[Math.abs(axis)]}` : "";
  const owner = entity === "" || entity.toUpperCase() === "NONE" ? "Node" : entity;
  return `${owner} ${node.trim() || "0"}${where}`;
}

const measures: readonly (readonly [RegExp, Measure])[] = [
  [/^(g|gn|g's)$/i, { quantity: "acceleration", unit: "g" }],
  [/^m\/(s\^?2|s²|s\*\*2|sec\^?2|s\/s)$/i, { quantity: "acceleration", unit: "m/s²" }],
  [/^mm\/s(ec)?$/i, { quantity: "velocity", unit: "mm/s" }],
  [/^([uµ]m|microns?)$/i, { quantity: "displacement", unit: "µm" }],
  [/^pa(scals?)?$/i, { quantity: "sound pressure", unit: "Pa" }],
  [/^v(olts?)?$/i, { quantity: "voltage", unit: "V" }],
];

function measureOf(label: string): Measure | undefined {
  const text = label.trim();
  return measures.find(([pattern]) => pattern.test(text))?.[1];
}
