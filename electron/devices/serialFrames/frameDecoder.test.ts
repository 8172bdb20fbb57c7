import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleFrame, vibrationFrame } from "../../../test/makers/frames.ts";
import {
  endians,
  exampleFrameFormat,
  type FieldType,
  type FrameFormat,
  fieldSize,
  fieldTypes,
} from "../../domain/frameFormat.ts";
import { FrameDecoder } from "./frameDecoder.ts";
import { witVibrationFormat } from "./witVibrationFormat.ts";

/** Everything that comes out of some bytes, pushed in pieces of this size. */
function decode(format: FrameFormat, bytes: Buffer, piece = bytes.length) {
  const decoder = new FrameDecoder(format);
  const samples: number[][] = [];
  let lost = 0;
  const sink = {
    sample: (values: Float64Array) => void samples.push([...values]),
    lost(count: number) {
      lost += count;
    },
  };
  for (let at = 0; at < bytes.length; at += piece) decoder.push(bytes.subarray(at, at + piece), at, sink);
  expect(decoder.taken + decoder.rejected + decoder.held).toBe(bytes.length);
  return { decoder, samples, lost };
}

/** Written with a DataView, the language's own idea of the types. */
function write(type: FieldType, isLittle: boolean, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = fieldSize(type);
  if (type === "float32") view.setFloat32(0, value, isLittle);
  else if (type === "float64") view.setFloat64(0, value, isLittle);
  else {
    view.setBigInt64(0, BigInt(value), true);
    const low = bytes.subarray(0, size);
    if (!isLittle) low.reverse();
  }
  return bytes.subarray(0, size);
}

const ranges: Record<FieldType, [number, number]> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int24: [-8_388_608, 8_388_607],
  uint24: [0, 16_777_215],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  float32: [-1000, 1000],
  float64: [-1e30, 1e30],
};

describe("FrameDecoder", () => {
  it.each(fieldTypes.flatMap((type) => endians.map((endian) => [type, endian] as const)))(
    "reads %s, %s",
    (type, endian) => {
      const [low, high] = ranges[type];
      const value = type.startsWith("float")
        ? fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8)
        : fc.integer({ min: low, max: high });
      fc.assert(
        fc.property(value, fc.constantFrom(1, 0.5, -3), fc.constantFrom(0, 7), (number, scale, offset) => {
          const size = fieldSize(type);
          const format: FrameFormat = {
            sync: "A5",
            length: 3 + size,
            endian,
            fields: [{ name: "x", at: 2, type, scale, offset }],
            checksum: { kind: "mod-256", at: -1 },
          };
          const frame = Buffer.concat([Buffer.of(0xa5, 0), write(type, endian === "little", number), Buffer.of(0)]);
          frame[frame.length - 1] = frame.reduce((sum, byte) => sum + byte, 0);
          expect(decode(format, frame).samples).toEqual([[number * scale + offset]]);
        }),
      );
    },
  );

  it("takes several samples from a frame, interleaved or one channel after the other, and values they share", () => {
    const frame = Buffer.from([0xa5, 1, 2, 3, 4, 5, 6, 99]);
    const field = (name: string, at: number, stride?: number) => ({ name, at, type: "uint8" as const, stride });
    const next = Buffer.concat([frame, frame.subarray(0, 1)]);
    const interleaved = {
      sync: "A5",
      length: 8,
      samples: 3,
      stride: 2,
      fields: [field("x", 1), field("y", 2), field("t", 7, 0)],
    };
    expect(decode(interleaved, next).samples).toEqual([
      [1, 2, 99],
      [3, 4, 99],
      [5, 6, 99],
    ]);
    const blockwise = { sync: "A5", length: 8, samples: 3, stride: 1, fields: [field("x", 1), field("y", 4)] };
    expect(decode(blockwise, next).samples).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it.each([1, 3, 7, 1000])("finds frames in pieces of %i bytes", (piece) => {
    const frames = Array.from({ length: 50 }, (_, i) => exampleFrame([2048 * (i % 16), 0x55aa, i]));
    const { samples, decoder } = decode(exampleFrameFormat, Buffer.concat(frames), piece);
    expect(samples.map(([x]) => x)).toEqual(frames.map((_, i) => i % 16));
    expect(decoder).toMatchObject({ rejected: 0, checksumErrors: 0, resynchronisations: 0 });
  });

  it("counts a damaged frame once: one checksum error, one resynchronisation, one lost sample, its bytes", () => {
    const frames = Array.from({ length: 6 }, (_, i) => exampleFrame([i, i, i]));
    frames[2]![5]! ^= 4;
    frames[4] = frames[4]!.subarray(0, 7);
    const { samples, decoder, lost } = decode(exampleFrameFormat, Buffer.concat(frames));
    expect(samples).toHaveLength(4);
    expect(decoder).toMatchObject({ rejected: 17, checksumErrors: 2, resynchronisations: 2 });
    expect(lost).toBe(2);
  });

  it("does not take a few stray bytes for a lost frame", () => {
    const stray = Buffer.concat([exampleFrame([1, 1, 1]), Buffer.of(0, 0), exampleFrame([2, 2, 2])]);
    const { samples, decoder, lost } = decode(exampleFrameFormat, stray);
    expect([samples.length, decoder.rejected, lost]).toEqual([2, 2, 0]);
  });

  it("rejects a frame whose number is none, with its bytes", () => {
    const format: FrameFormat = { sync: "A5", length: 5, fields: [{ name: "x", at: 1, type: "float32" }] };
    const frame = (value: number) => Buffer.concat([Buffer.of(0xa5), write("float32", true, value)]);
    const bytes = Buffer.concat([frame(1), frame(Number.NaN), frame(2), frame(Infinity), frame(3), Buffer.of(0xa5)]);
    const { samples, decoder, lost } = decode(format, bytes);
    expect(samples).toEqual([[1], [2], [3]]);
    expect([decoder.rejected, lost]).toEqual([10, 2]);
  });
});

describe("WTVB01-BT50", () => {
  /** The example of the maker's manual, with the values it gives. */
  const example = Buffer.from("55611100160002000200000001 00E60A430047000A00250025002500".replaceAll(" ", ""), "hex");

  it("is read as the maker's manual reads its example", () => {
    const { samples } = decode(witVibrationFormat, Buffer.concat([example, example, example, example, example]));
    const [velocity, angle, temperature, displacement, frequency] = [
      [17, 22, 2],
      [2, 0, 1].map((count) => (count * 180) / 32_768),
      [27.9],
      [67, 71, 10],
      [37, 37, 37],
    ];
    expect(samples[0]).toEqual([
      ...velocity!,
      ...angle!,
      expect.closeTo(temperature![0]!, 9),
      ...displacement!,
      ...frequency!,
    ]);
    expect(samples).toHaveLength(4);
  });

  it.each([28, 32, 40])(
    "is read in frames of %i bytes, found from the spacing of the sync, joined midway",
    (length) => {
      const frames = Array.from({ length: 12 }, (_, i) => vibrationFrame([i, 0, 0, 0, 0, 0, 2500], length));
      const { samples, decoder } = decode(witVibrationFormat, Buffer.concat(frames).subarray(9), 16);
      expect(samples.map(([x]) => x)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(decoder.length).toBe(length);
      expect(decoder.rejected).toBe(length - 9);
    },
  );

  it("stamps frames with their own arrival, also those that came before the length was known", () => {
    const decoder = new FrameDecoder(witVibrationFormat);
    const arrivals: number[] = [];
    const sink = { sample: (_: unknown, arrival: number) => void arrivals.push(arrival), lost() {} };
    for (let i = 0; i < 80; i++)
      decoder.push(vibrationFrame([i >> 3], 28).subarray((i % 8) * 4, (i % 8) * 4 + 4), i, sink);
    expect(arrivals).toEqual([0, 8, 16, 24, 32, 40, 48, 56, 64]);
  });

  it("finds another length when the transport changes", () => {
    const [short, long] = [28, 40].map((length) => Array.from({ length: 30 }, (_, i) => vibrationFrame([i], length)));
    const { samples, decoder } = decode(witVibrationFormat, Buffer.concat([...short!, ...long!]), 100);
    expect(decoder.length).toBe(40);
    expect(samples.slice(-20).map(([x]) => x)).toEqual(Array.from({ length: 20 }, (_, i) => i + 9));
  });
});
