import { describe, expect, it } from "vitest";
import { exampleFrameFormat, type FrameFormat } from "./frameFormat.ts";
import { parseFrameFormat } from "./parseFrameFormat.ts";

const least = { sync: "AA", fields: [{ name: "x", at: 1, type: "int16" }] };
const textOf = (more: object) => JSON.stringify({ ...least, ...more });
const field = (more: object) => ({ fields: [{ ...least.fields[0], ...more }] });

describe("parseFrameFormat", () => {
  it("reads its own example, and what it has read, unchanged", () => {
    expect(parseFrameFormat(JSON.stringify(exampleFrameFormat))).toEqual(exampleFrameFormat);
    expect(parseFrameFormat(JSON.stringify(least))).toEqual(least);
  });

  it.each(["AA55", "aa 55", "0xAA, 0x55", " AA  55 "])("takes the sync as people write it: %j", (sync) => {
    expect(parseFrameFormat(textOf({ sync, fields: [{ name: "x", at: 2, type: "uint8" }] })).sync).toBe("AA 55");
  });

  it("takes null for an entry that was emptied", () => {
    const emptied = { length: null, checksum: null, ...field({ scale: null, unit: null }) };
    expect(parseFrameFormat(textOf(emptied))).toEqual(least);
  });

  it.each<[string, object]>([
    ["sync", { sync: "" }],
    ["sync", { sync: "A" }],
    ["sync", { sync: "XY" }],
    ["sync", { sync: "00 01 02 03 04 05 06 07 08" }],
    ["length", { length: 1 }],
    ["length", { length: 2.5 }],
    ["length", { length: 5000 }],
    ["lengths", { lengths: [] }],
    ["lengths[1]", { lengths: [8, "9"] }],
    ["lengths", { length: 8, lengths: [8] }],
    ["endian", { endian: "middle" }],
    ["samples", { samples: 0 }],
    ["stride", { samples: 4 }],
    ["signal", { signal: "noise" }],
    ["fields", { fields: [] }],
    ["fields[0]", { fields: [7] }],
    ["fields[0]", field({ colour: "red" })],
    ["fields[0].name", field({ name: " " })],
    ["fields[0].at", field({ at: -1 })],
    ["fields[0].at", { length: 8, ...field({ at: 7 }) }],
    ["fields[0].at", { length: 8, samples: 4, stride: 2, ...field({}) }],
    ["fields[0].at", field({ at: 511 })],
    ["fields[0].type", field({ type: "int12" })],
    ["fields[0].endian", field({ endian: 1 })],
    ["fields[0].scale", field({ scale: 0 })],
    ["fields[0].scale", field({ scale: "2" })],
    ["fields[0].offset", field({ offset: "2" })],
    ["fields[0].quantity", field({ quantity: "colour" })],
    ["fields[0].unit", field({ unit: "furlong" })],
    ["checksum.kind", { checksum: { kind: "md5", at: 3 } }],
    ["checksum.at", { length: 8, checksum: { kind: "crc-16", at: 7 } }],
    ["checksum.at", { length: 8, checksum: { kind: "crc-16", at: -9 } }],
    ["checksum.to", { length: 8, checksum: { kind: "xor-8", from: 4, to: 4, at: 7 } }],
    ["checksum.to", { length: 8, checksum: { kind: "xor-8", to: 8, at: 7 } }],
    ["frame", { speed: 3 }],
  ])("names %s of %j", (entry, more) => {
    const fault = expect.objectContaining({ code: "BAD_INPUT", details: { entry } });
    expect(() => parseFrameFormat(textOf(more))).toThrow(fault);
    expect(() => parseFrameFormat(textOf(more))).toThrow(`In the description of the frame, ${entry} `);
  });

  it.each(["", "{", "7", "null", "[]"])("says that %j is no description", (text) => {
    expect(() => parseFrameFormat(text)).toThrow("In the description of the frame, frame must be");
  });

  it("lets a checksum stand before what it sums, and counts from the end", () => {
    const format: FrameFormat = parseFrameFormat(
      textOf({ length: 8, checksum: { kind: "crc-16", from: 5, to: 8, at: -5 } }),
    );
    expect(format.checksum).toEqual({ kind: "crc-16", from: 5, to: 8, at: -5 });
  });
});
