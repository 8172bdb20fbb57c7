import { type ChecksumKind, checksumSize } from "../../domain/checksumKinds.ts";
import type { Endian } from "../../domain/frameFormat.ts";
import { checksum } from "../serialPort/checksums.ts";

export interface RowChecksum {
  readonly kind: ChecksumKind;
  /** `hex`: the last digits of a row, after one of * , ; or a blank. `raw`: the bytes after the end marker; the last of a row that has none. */
  readonly as: "hex" | "raw";
  /** Of raw bytes; digits are written highest first. */
  readonly endian: Endian;
}

const before = Buffer.from("*,; \t");

/**
 * Whether the row `data[from … to)` has the checksum that stands in its last digits, or in the bytes at `rawAt`. What is summed is
 * the row without markers, without the digits and the one character that sets them off.
 * @returns where the row ends without its checksum; undefined when that does not match
 */
export function matchesChecksum(
  data: Buffer,
  from: number,
  to: number,
  rawAt: number,
  { kind, as, endian }: RowChecksum,
): number | undefined {
  const size = checksumSize(kind);
  if (as === "raw") {
    if (to < from || rawAt + size > data.length) return undefined;
    const sent = endian === "big" ? data.readUIntBE(rawAt, size) : data.readUIntLE(rawAt, size);
    return sent === checksum(kind, data, from, to) ? to : undefined;
  }
  let end = to;
  while (end > from && data[end - 1]! <= 0x20) end--;
  let body = end - 2 * size;
  if (body < from) return undefined;
  const sent = data.toString("latin1", body, end);
  if (!/^[0-9a-f]+$/i.test(sent)) return undefined;
  if (body > from && before.includes(data[body - 1]!)) body--;
  return Number.parseInt(sent, 16) === checksum(kind, data, from, body) ? body : undefined;
}
