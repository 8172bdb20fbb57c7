import { deflateSync } from "node:zlib";

export interface MatMakeUp {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Column by column. */
  readonly values: readonly number[];
  readonly kind?: keyof typeof classes;
  readonly compressed?: boolean;
}

/** Class of the matrix, type and width of its numbers. */
const classes = {
  double: [6, 9, 8],
  single: [7, 7, 4],
  int8: [8, 1, 1],
  uint8: [9, 2, 1],
  int16: [10, 3, 2],
  uint16: [11, 4, 2],
  int32: [12, 5, 4],
  uint32: [13, 6, 4],
  int64: [14, 12, 8],
  uint64: [15, 13, 8],
} as const;

/** A MATLAB 5 file, element by element after "MAT-File Format". */
export function matFile(variables: readonly MatMakeUp[], little = true): Buffer {
  const header = Buffer.alloc(128, " ");
  header.write("MATLAB 5.0 MAT-file, made by a test", "latin1");
  header.fill(0, 116, 124);
  header.write(little ? "\x00\x01IM" : "\x01\x00MI", 124, "latin1");
  return Buffer.concat([header, ...variables.map((each) => variable(each, little))]);
}

function variable(makeUp: MatMakeUp, little: boolean): Buffer {
  const { name, rows, columns, values, kind = "double", compressed } = makeUp;
  const [classNumber, type, width] = classes[kind];
  const integers = (numbers: readonly number[]) => {
    const view = new DataView(new ArrayBuffer(4 * numbers.length));
    for (const [i, value] of numbers.entries()) view.setUint32(4 * i, value, little);
    return Buffer.from(view.buffer);
  };
  const element = (elementType: number, body: Buffer) =>
    Buffer.concat([integers([elementType, body.length]), body, Buffer.alloc((8 - (body.length % 8)) % 8)]);
  const numbers = new DataView(new ArrayBuffer(values.length * width));
  for (const [i, value] of values.entries()) {
    const at = i * width;
    if (kind === "double") numbers.setFloat64(at, value, little);
    else if (kind === "single") numbers.setFloat32(at, value, little);
    else if (width === 8) numbers.setBigInt64(at, BigInt(value), little);
    else if (width === 4) numbers.setInt32(at, value, little);
    else if (width === 2) numbers.setInt16(at, value, little);
    else numbers.setInt8(at, value);
  }
  const body = Buffer.concat([
    element(6, integers([classNumber, 0])),
    element(5, integers([rows, columns])),
    element(1, Buffer.from(name, "latin1")),
    element(type, Buffer.from(numbers.buffer)),
  ]);
  const matrix = element(14, body);
  if (!compressed) return matrix;
  const packed = deflateSync(matrix);
  return Buffer.concat([integers([15, packed.length]), packed]);
}
