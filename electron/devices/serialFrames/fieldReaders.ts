import type { Endian, FieldType } from "../../domain/frameFormat.ts";

/** The number whose first byte is at `at`. */
export type ReadNumber = (data: Buffer, at: number) => number;

const little: Record<FieldType, ReadNumber> = {
  int8: (data, at) => data.readInt8(at),
  uint8: (data, at) => data[at]!,
  int16: (data, at) => data.readInt16LE(at),
  uint16: (data, at) => data.readUInt16LE(at),
  int24: (data, at) => data.readIntLE(at, 3),
  uint24: (data, at) => data.readUIntLE(at, 3),
  int32: (data, at) => data.readInt32LE(at),
  uint32: (data, at) => data.readUInt32LE(at),
  float32: (data, at) => data.readFloatLE(at),
  float64: (data, at) => data.readDoubleLE(at),
};

const big: Record<FieldType, ReadNumber> = {
  int8: little.int8,
  uint8: little.uint8,
  int16: (data, at) => data.readInt16BE(at),
  uint16: (data, at) => data.readUInt16BE(at),
  int24: (data, at) => data.readIntBE(at, 3),
  uint24: (data, at) => data.readUIntBE(at, 3),
  int32: (data, at) => data.readInt32BE(at),
  uint32: (data, at) => data.readUInt32BE(at),
  float32: (data, at) => data.readFloatBE(at),
  float64: (data, at) => data.readDoubleBE(at),
};

export function fieldReader(type: FieldType, endian: Endian): ReadNumber {
  return (endian === "big" ? big : little)[type];
}
