import { describe, expect, it } from "vitest";
import { encodeWav } from "./wav.ts";

describe("encodeWav", () => {
  it("writes the bytes the format's description asks for", () => {
    const bytes = encodeWav([new Float32Array([1, -2]), new Float32Array([0.5, 0])], 48_000);
    const expected = [
      ...["52494646", "42000000", "57415645", "666d7420", "12000000", "0300", "0200", "80bb0000", "00dc0500"],
      ...["0800", "2000", "0000", "66616374", "04000000", "02000000", "64617461", "10000000"],
      ...["0000803f", "0000003f", "000000c0", "00000000"],
    ];
    expect(Buffer.from(bytes).toString("hex")).toBe(expected.join(""));
  });

  it("refuses channels of different length, and none", () => {
    expect(() => encodeWav([], 1000)).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
    expect(() => encodeWav([new Float32Array(2), new Float32Array(3)], 1000)).toThrow("same length");
  });
});
