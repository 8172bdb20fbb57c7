/** One function of dataset 58 of a Universal File, byte by byte as the format's description has it. */
export interface UffMakeUp {
  readonly name?: string;
  /** 1: time response. */
  readonly type?: number;
  /** ID line 3. */
  readonly written?: string;
  /** 2 real, 4 real double, 5 complex, 6 complex double. */
  readonly ordinate?: number;
  readonly step?: number;
  readonly from?: number;
  readonly unit?: string;
  readonly evenly?: boolean;
  /** What the header promises. */
  readonly count?: number;
  readonly values: readonly number[];
  /** Missing: text. */
  readonly binary?: "little" | "big";
}

const wide = (value: number | string, width: number) => String(value).padStart(width);
/** FORTRAN's 1PEw.d. */
const exponent = (value: number, digits: number, width: number) => {
  const [mantissa, power] = value.toExponential(digits).split("e");
  const sign = power![0] === "-" ? "-" : "+";
  return wide(`${mantissa}E${sign}${power!.replace(/[+-]/, "").padStart(2, "0")}`, width);
};

/** A whole file: these functions, and what else stands before them. */
export function uffFile(functions: readonly UffMakeUp[], before = ""): Buffer {
  return Buffer.concat([Buffer.from(before, "latin1"), ...functions.map(uffDataset)]);
}

/** A dataset of another kind. */
export const otherDataset = (number: number, lines: readonly string[]) =>
  ["    -1", wide(number, 6), ...lines, "    -1", ""].join("\n");

export function uffDataset(makeUp: UffMakeUp): Buffer {
  const { name = "NONE", type = 1, written = "NONE", ordinate = 2, step = 0.001, from = 0, unit = "NONE" } = makeUp;
  const { evenly = true, values, binary } = makeUp;
  const count = makeUp.count ?? values.length / (ordinate >= 5 ? 2 : 1);
  const axis = (kind: number, label: string) =>
    `${wide(kind, 10)}${wide(0, 5)}${wide(0, 5)}${wide(0, 5)} ${"NONE".padEnd(20)} ${label.padEnd(20)}`;
  const bytes = binary ? binaryValues(values, ordinate, binary) : Buffer.from(textValues(values, ordinate), "latin1");
  const heading = binary
    ? `    58b${wide(binary === "little" ? 1 : 2, 6)}${wide(2, 6)}${wide(11, 12)}${wide(bytes.length, 12)}${"     0     0           0           0"}`
    : "    58";
  const freedom = `${wide(type, 5)}${wide(0, 10)}${wide(1, 5)}${wide(0, 10)} ${"PUMP".padEnd(10)}${wide(7, 10)}${wide(-3, 4)} ${"NONE".padEnd(10)}${wide(0, 10)}${wide(0, 4)}`;
  const form = `${wide(ordinate, 10)}${wide(count, 10)}${wide(evenly ? 1 : 0, 10)}${exponent(from, 5, 13)}${exponent(step, 5, 13)}${exponent(0, 5, 13)}`;
  const lines = ["    -1", heading, name, "NONE", written, "NONE", "NONE", freedom, form];
  lines.push(axis(type === 1 ? 17 : 18, "s"), axis(12, unit), axis(0, "NONE"), axis(0, "NONE"), "");
  return Buffer.concat([Buffer.from(lines.join("\n"), "latin1"), bytes, Buffer.from("    -1\n", "latin1")]);
}

function textValues(values: readonly number[], ordinate: number): string {
  const double = ordinate === 4 || ordinate === 6;
  const perLine = double ? 4 : 6;
  let text = "";
  for (const [i, value] of values.entries()) {
    text += double ? exponent(value, 12, 20) : exponent(value, 5, 13);
    if (i % perLine === perLine - 1 || i === values.length - 1) text += "\n";
  }
  return text;
}

function binaryValues(values: readonly number[], ordinate: number, order: "little" | "big"): Buffer {
  const double = ordinate === 4 || ordinate === 6;
  const view = new DataView(new ArrayBuffer(values.length * (double ? 8 : 4)));
  for (const [i, value] of values.entries()) {
    if (double) view.setFloat64(8 * i, value, order === "little");
    else view.setFloat32(4 * i, value, order === "little");
  }
  return Buffer.from(view.buffer);
}
