import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChecksumKind, checksumKinds, checksumSize } from "../../domain/checksumKinds.ts";
import { checksum } from "./checksums.ts";

/** Published check values for the text "123456789": the reveng catalogue of CRCs, RFC 1950 and Wikipedia for the sums. */
const published: Record<ChecksumKind, number> = {
  "xor-8": 0x31,
  "mod-256": 0xdd,
  "crc-8": 0xf4,
  "crc-16": 0xbb3d,
  "crc-16/modbus": 0x4b37,
  "crc-16/ccitt": 0x29b1,
  "fletcher-16": 0x1ede,
  "crc-32": 0xcbf4_3926,
  "adler-32": 0x091e_01de,
};

describe.each(checksumKinds)("%s", (kind) => {
  const digits = Buffer.from("123456789");

  it("has its published check value", () => {
    expect(checksum(kind, digits)).toBe(published[kind]);
    expect(checksum(kind, Buffer.from("..123456789."), 2, 11)).toBe(published[kind]);
  });

  it("fits into its bytes, and sees any changed byte", () => {
    const changed = fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .chain((bytes) => fc.tuple(fc.constant(bytes), fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 254 })));
    fc.assert(
      fc.property(changed, ([bytes, at, by]) => {
        const sum = checksum(kind, bytes);
        expect(Number.isInteger(sum) && sum >= 0 && sum < 256 ** checksumSize(kind)).toBe(true);
        // Fletcher takes 0 and 255 for the same.
        const other = bytes.with(at, (bytes[at]! + by) % 256);
        if (kind === "fletcher-16" && other[at]! % 255 === bytes[at]! % 255) return;
        expect(checksum(kind, other)).not.toBe(sum);
      }),
    );
  });
});

it("crc-32 is that of zlib", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(checksum("crc-32", bytes)).toBe(crc32(bytes));
    }),
  );
});

it.each([
  ["abcde", 0xc8f0],
  ["abcdef", 0x2057],
  ["abcdefgh", 0x0627],
])("fletcher-16 of %j as published", (text, sum) => {
  expect(checksum("fletcher-16", Buffer.from(text))).toBe(sum);
});
