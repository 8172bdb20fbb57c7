import type { Signal } from "./channelInfo.ts";
import type { ChecksumKind } from "./checksumKinds.ts";
import type { Quantity, Unit } from "./units.ts";

export const fieldTypes = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int24",
  "uint24",
  "int32",
  "uint32",
  "float32",
  "float64",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export const endians = ["little", "big"] as const;
export type Endian = (typeof endians)[number];

/** Bytes of one value. */
export function fieldSize(type: FieldType): number {
  return Number(/\d+/.exec(type)![0]) / 8;
}

/** A number in a frame: one channel. Its value is `number × scale + offset`, in `unit`. */
export interface FrameField {
  readonly name: string;
  /** First byte, counted from the first byte of the sync. */
  readonly at: number;
  readonly type: FieldType;
  /** That of the frame unless given. */
  readonly endian?: Endian | undefined;
  /** 1 unless given. */
  readonly scale?: number | undefined;
  /** 0 unless given. */
  readonly offset?: number | undefined;
  /** `other` unless given. */
  readonly quantity?: Quantity | undefined;
  /** `raw` unless given. */
  readonly unit?: Unit | undefined;
  /** Bytes from one sample to the next; that of the frame unless given, 0 for a value that all samples of a frame share. */
  readonly stride?: number | undefined;
}

export interface FrameChecksum {
  readonly kind: ChecksumKind;
  /** First byte that is summed; 0, the first byte of the sync, unless given. */
  readonly from?: number | undefined;
  /** The byte after the last one that is summed; where the checksum stands unless given. Negative: counted from the end of the frame. */
  readonly to?: number | undefined;
  /** First byte of the checksum. Negative: counted from the end of the frame. */
  readonly at: number;
  /** That of the frame unless given. */
  readonly endian?: Endian | undefined;
}

/** What a stream of binary frames looks like, as an engineer describes it: the setting `frame`, as JSON. */
export interface FrameFormat {
  /** The bytes a frame begins with, hexadecimal: "AA 55". 1 to 8 of them. */
  readonly sync: string;
  /** Bytes of a frame, sync and checksum included. Missing: found from the spacing of the sync bytes. */
  readonly length?: number | undefined;
  /** The lengths that are possible when `length` is missing; any unless given. */
  readonly lengths?: readonly number[] | undefined;
  /** `little` unless given. */
  readonly endian?: Endian | undefined;
  /** Samples in a frame; 1 unless given. */
  readonly samples?: number | undefined;
  /** Bytes from one sample of a channel to its next in the same frame; needed when there are several. */
  readonly stride?: number | undefined;
  /** `feature` for values that the sensor has computed itself; `waveform` unless given. */
  readonly signal?: Signal | undefined;
  readonly fields: readonly FrameField[];
  readonly checksum?: FrameChecksum | undefined;
}

/** Longer frames are none. */
export const longestFrame = 4096;
/** Of a frame whose length has to be found from the spacing of the syncs. */
export const longestFoundFrame = 512;

/** What an engineer begins with: three accelerations, 16 bits each, secured by a CRC. */
export const exampleFrameFormat: FrameFormat = {
  sync: "AA 55",
  length: 10,
  endian: "little",
  fields: [
    { name: "Acceleration x", at: 2, type: "int16", scale: 16 / 32_768, quantity: "acceleration", unit: "g" },
    { name: "Acceleration y", at: 4, type: "int16", scale: 16 / 32_768, quantity: "acceleration", unit: "g" },
    { name: "Acceleration z", at: 6, type: "int16", scale: 16 / 32_768, quantity: "acceleration", unit: "g" },
  ],
  checksum: { kind: "crc-16/modbus", from: 0, to: 8, at: 8, endian: "little" },
};
