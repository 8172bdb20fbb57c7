import type { FileHandle } from "node:fs/promises";
import { inflateSync, constants as zlib } from "node:zlib";
import { readAt } from "./readAt.ts";

/** Numbers in a MATLAB 5 file as they are stored: a matrix of doubles may be stored as bytes. */
export interface MatNumbers {
  readonly bytesEach: number;
  readonly read: (view: DataView, offset: number, little: boolean) => number;
}

/** By the type of a data element (MAT-File Format, table 1-1). */
const matNumbers: Readonly<Record<number, MatNumbers>> = {
  1: { bytesEach: 1, read: (view, offset) => view.getInt8(offset) },
  2: { bytesEach: 1, read: (view, offset) => view.getUint8(offset) },
  3: { bytesEach: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  4: { bytesEach: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  5: { bytesEach: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  6: { bytesEach: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  7: { bytesEach: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  9: { bytesEach: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
  12: { bytesEach: 8, read: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  13: { bytesEach: 8, read: (view, offset, little) => Number(view.getBigUint64(offset, little)) },
};

const matrixType = 14;
const compressedType = 15;
/** What comes before the numbers of a variable: flags, dimensions and a name of at most 63 letters. */
const headBytes = 4096;
/** Of compressed bytes; deflate makes at most 1032 bytes of one. */
const peekBytes = 2048;
const mostVariables = 10_000;
const mostDimensions = 32;

const classNames = ["", "cell", "struct", "object", "char", "sparse"];
const firstNumericClass = 6;
const lastNumericClass = 15;

/** A variable of a MATLAB 5 file. */
export interface MatVariable {
  readonly name: string;
  /** What it is instead of numbers; missing for a numeric matrix. */
  readonly other?: string | undefined;
  readonly rows: number;
  readonly columns: number;
  readonly numbers: MatNumbers;
  readonly little: boolean;
  /** The element in the file. */
  readonly position: number;
  readonly bytes: number;
  readonly compressed: boolean;
  /** Of the first number: in the file, or in the inflated element. */
  readonly offset: number;
}

/** @returns the variables in the order of the file, or in words what is wrong with it */
export async function scanMat(file: FileHandle, size: number, little: boolean): Promise<MatVariable[] | string> {
  const variables: MatVariable[] = [];
  for (let at = 128; at + 8 <= size; ) {
    const tag = await readAt(file, at, 8);
    const type = little ? tag.readUInt32LE(0) : tag.readUInt32BE(0);
    const bytes = little ? tag.readUInt32LE(4) : tag.readUInt32BE(4);
    const position = at + 8;
    if (type !== matrixType && type !== compressedType) return `at byte ${at} stands no variable`;
    if (position + bytes > size) return `it ends in the middle of variable ${variables.length + 1}`;
    const compressed = type === compressedType;
    const found = await readHead(file, position, bytes, compressed, little);
    if (typeof found === "string") return `variable ${variables.length + 1} ${found}`;
    variables.push(found);
    if (variables.length > mostVariables) return `it holds over ${mostVariables} variables`;
    at = position + bytes;
  }
  return variables;
}

async function readHead(
  file: FileHandle,
  position: number,
  bytes: number,
  compressed: boolean,
  little: boolean,
): Promise<MatVariable | string> {
  let head: Buffer = await readAt(file, position, Math.min(bytes, compressed ? peekBytes : headBytes));
  if (compressed) {
    try {
      head = inflateSync(head, { finishFlush: zlib.Z_SYNC_FLUSH }).subarray(0, headBytes);
    } catch {
      return "cannot be decompressed";
    }
    // The tag of the matrix is compressed with it.
    if (head.length < 8 || tagOf(head, 0, little).type !== matrixType) return "is compressed, but no matrix";
  }
  const start = compressed ? 8 : 0;
  const parsed = parseHead(head, start, little);
  if (typeof parsed === "string") return parsed;
  const offset = compressed ? parsed.offset : position + parsed.offset;
  return { ...parsed, little, position, bytes, compressed, offset };
}

type Head = Pick<MatVariable, "name" | "other" | "rows" | "columns" | "numbers" | "offset">;

function parseHead(head: Buffer, start: number, little: boolean): Head | string {
  const flags = partOf(head, start, little);
  const dimensions = flags && partOf(head, flags.next, little);
  const name = dimensions && partOf(head, dimensions.next, little);
  if (!name || flags.data.length < 8 || dimensions.data.length < 8) return "has a damaged header";
  if (dimensions.data.length > 4 * mostDimensions) return `has over ${mostDimensions} dimensions`;
  const kind = (little ? flags.data.readUInt32LE(0) : flags.data.readUInt32BE(0)) & 0xff;
  const sizes = Array.from({ length: dimensions.data.length >> 2 }, (_, i) =>
    little ? dimensions.data.readInt32LE(4 * i) : dimensions.data.readInt32BE(4 * i),
  );
  const nothing = { name: name.data.toString("latin1"), rows: 0, columns: 0, numbers: matNumbers[9]!, offset: 0 };
  if (kind < firstNumericClass || kind > lastNumericClass) {
    return { ...nothing, other: classNames[kind] || "function or object" };
  }
  if (sizes.length > 2 && sizes.slice(2).some((each) => each !== 1)) {
    return { ...nothing, other: `array of ${sizes.length} dimensions` };
  }
  const [rows, columns] = [sizes[0]!, sizes[1]!];
  if (rows < 1 || columns < 1) return { ...nothing, other: "empty matrix" };
  if (name.next + 8 > head.length) return "has a damaged header";
  const values = tagOf(head, name.next, little);
  const numbers = matNumbers[values.type];
  if (!numbers || values.bytes !== rows * columns * numbers.bytesEach) return "has a damaged header";
  return { ...nothing, rows, columns, numbers, offset: values.data };
}

/** A tag of eight bytes, or the short form: type and up to four bytes in one. */
function tagOf(head: Buffer, at: number, little: boolean): { type: number; bytes: number; data: number; next: number } {
  const first = little ? head.readUInt32LE(at) : head.readUInt32BE(at);
  if (first >>> 16 !== 0) return { type: first & 0xffff, bytes: first >>> 16, data: at + 4, next: at + 8 };
  const bytes = little ? head.readUInt32LE(at + 4) : head.readUInt32BE(at + 4);
  return { type: first, bytes, data: at + 8, next: at + 8 + 8 * Math.ceil(bytes / 8) };
}

function partOf(head: Buffer, at: number, little: boolean): { data: Buffer; next: number } | undefined {
  if (at + 8 > head.length) return undefined;
  const { bytes, data, next } = tagOf(head, at, little);
  return data + bytes > head.length ? undefined : { data: head.subarray(data, data + bytes), next };
}
