import type { ChecksumKind } from "../../domain/checksumKinds.ts";

/** Sum of `bytes[from … to)`, unsigned. */
type Sum = (bytes: Uint8Array, from: number, to: number) => number;

/**
 * The names are those of the catalogue of parametrised CRC algorithms (reveng): `crc-8` is SMBUS (poly 07), `crc-16` ARC (8005
 * reflected), `crc-16/modbus` the same from FFFF, `crc-16/ccitt` IBM-3740, often called CCITT-FALSE (1021 from FFFF), `crc-32` ISO-HDLC.
 */
const sums: Record<ChecksumKind, Sum> = {
  "xor-8"(bytes, from, to) {
    let sum = 0;
    for (let i = from; i < to; i++) sum ^= bytes[i]!;
    return sum;
  },
  "mod-256"(bytes, from, to) {
    let sum = 0;
    for (let i = from; i < to; i++) sum += bytes[i]!;
    return sum & 0xff;
  },
  "crc-8"(bytes, from, to) {
    let sum = 0;
    for (let i = from; i < to; i++) sum = crc8Table[sum ^ bytes[i]!]!;
    return sum;
  },
  "crc-16": (bytes, from, to) => reflected16(bytes, from, to, 0),
  "crc-16/modbus": (bytes, from, to) => reflected16(bytes, from, to, 0xffff),
  "crc-16/ccitt"(bytes, from, to) {
    let sum = 0xffff;
    for (let i = from; i < to; i++) sum = ((sum << 8) & 0xffff) ^ ccittTable[(sum >> 8) ^ bytes[i]!]!;
    return sum;
  },
  "fletcher-16": (bytes, from, to) => twoSums(bytes, from, to, 0, 255, 8),
  "crc-32"(bytes, from, to) {
    let sum = 0xffff_ffff;
    for (let i = from; i < to; i++) sum = (sum >>> 8) ^ crc32Table[(sum ^ bytes[i]!) & 0xff]!;
    return (sum ^ 0xffff_ffff) >>> 0;
  },
  "adler-32": (bytes, from, to) => twoSums(bytes, from, to, 1, 65_521, 16),
};

export function checksum(kind: ChecksumKind, bytes: Uint8Array, from = 0, to = bytes.length): number {
  return sums[kind](bytes, from, to);
}

const crc8Table = tableOf((byte) => shiftedUp(byte, 8, 0x07));
const ccittTable = tableOf((byte) => shiftedUp(byte << 8, 16, 0x1021));
const arcTable = tableOf((byte) => shiftedDown(byte, 0xa001));
const crc32Table = tableOf((byte) => shiftedDown(byte, 0xedb8_8320));

function tableOf(entry: (byte: number) => number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => entry(byte));
}

/** Eight steps of a division whose highest bit goes first. */
function shiftedUp(value: number, width: 8 | 16, polynomial: number): number {
  const [top, mask] = [1 << (width - 1), (1 << width) - 1];
  let rest = value;
  for (let bit = 0; bit < 8; bit++) rest = rest & top ? ((rest << 1) ^ polynomial) & mask : (rest << 1) & mask;
  return rest;
}

/** Eight steps of a division whose lowest bit goes first; the polynomial is reversed. */
function shiftedDown(value: number, polynomial: number): number {
  let rest = value;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
}

function reflected16(bytes: Uint8Array, from: number, to: number, begin: number): number {
  let sum = begin;
  for (let i = from; i < to; i++) sum = (sum >> 8) ^ arcTable[(sum ^ bytes[i]!) & 0xff]!;
  return sum;
}

/** Fletcher's and Adler's: the sum of the bytes below, the sum of these sums above. */
function twoSums(bytes: Uint8Array, from: number, to: number, begin: number, modulus: number, bits: number): number {
  let low = begin;
  let high = 0;
  for (let i = from; i < to; i++) {
    low = (low + bytes[i]!) % modulus;
    high = (high + low) % modulus;
  }
  return high * 2 ** bits + low;
}
