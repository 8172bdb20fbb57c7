import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";
import { ByteLines } from "./byteLines.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { readAt } from "./readAt.ts";
import { valueBytes } from "./scanUff.ts";
import { fortranNumber, type UffFunction } from "./uffFunction.ts";

interface ValueReader {
  read(count: number): Promise<Float32Array<ArrayBuffer>>;
  /** @throws Fault BAD_FILE when there are more values than the header promised */
  end(): Promise<void>;
}

/**
 * The functions side by side although they stand one after another in the file.
 * @throws Fault BAD_FILE when a value is no number, DEVICE_LOST when the file became shorter
 */
export async function* readUffBlocks(path: string, functions: readonly UffFunction[], length: number) {
  await using file = await openRegularFile(path);
  const readers = functions.map((each) => (each.encoding === "text" ? textValues : binaryValues)(path, file, each));
  const count = functions[0]!.count;
  for (let done = 0; done < count; done += length) {
    const want = Math.min(length, count - done);
    const channels: Float32Array<ArrayBuffer>[] = [];
    for (const reader of readers) channels.push(await reader.read(want));
    yield channels;
  }
  for (const reader of readers) await reader.end();
}

function binaryValues(path: string, file: FileHandle, described: UffFunction): ValueReader {
  const { double, encoding } = described;
  const step = valueBytes(described);
  let position = described.offset;
  const read = async (count: number) => {
    const bytes = await readAt(file, position, count * step);
    if (bytes.length < count * step)
      throw new Fault("DEVICE_LOST", `${path} became shorter while it was read. Copy it anew.`);
    position += bytes.length;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const little = encoding === "little";
    // Of complex values the real part stands first.
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      values[i] = double ? view.getFloat64(i * step, little) : view.getFloat32(i * step, little);
      if (!Number.isFinite(values[i])) throw noNumber(path, described, String(values[i]));
    }
    return values;
  };
  // The header says where binary values end: what comes after them is no value.
  return { read, end: async () => {} };
}

function textValues(path: string, file: FileHandle, described: UffFunction): ValueReader {
  const lines = new ByteLines(file, described.offset);
  const stride = described.complex ? 2 : 1;
  let numbers: readonly number[] = [];
  let at = 0;
  const read = async (count: number) => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      while (at >= numbers.length) {
        const line = await lines.next();
        // Values of complex functions may be parted by the end of a line.
        at -= numbers.length;
        numbers = numbersOf(path, described, line);
      }
      values[i] = numbers[at]!;
      at += stride;
    }
    return values;
  };
  const end = async () => {
    const after = await lines.next();
    const over = numbers.length - at;
    if (over <= 0 && (after === undefined || after.trim() === "" || after.trim() === "-1")) return;
    const message = `${path} holds in "${described.name}" more than the ${described.count} values its header promises. Export it again.`;
    throw new Fault("BAD_FILE", message, { details: { path } });
  };
  return { read, end };
}

function numbersOf(path: string, described: UffFunction, line: string | undefined): number[] {
  if (line === undefined || line.trim() === "-1" || line.trim() === "") {
    throw noNumber(path, described, "the end of the dataset, too early");
  }
  const words = line.trim().split(/\s+/);
  const values = words.map(fortranNumber);
  if (!values.some(Number.isNaN)) return values;
  // Columns that are full leave no blank between the numbers: six to a line in single precision, four in double.
  const width = described.double ? 20 : 13;
  const cells = Array.from({ length: Math.ceil(line.trimEnd().length / width) }, (_, i) =>
    line.slice(i * width, (i + 1) * width),
  );
  const fixed = cells.map(fortranNumber);
  if (fixed.some(Number.isNaN)) throw noNumber(path, described, `"${line.trim().slice(0, 40)}"`);
  return fixed;
}

function noNumber(path: string, { name }: UffFunction, found: string): Fault {
  const message = `${path} holds in "${name}" ${found} where numbers should be. Export it again.`;
  return new Fault("BAD_FILE", message, { details: { path } });
}
