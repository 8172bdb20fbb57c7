import { describe, expect, it } from "vitest";
import { PayloadReader, PayloadWriter } from "./payload.ts";

const bytes = new PayloadWriter()
  .integer(7)
  .floats([1.5, -2])
  .shorts(Int16Array.of(-1, 300))
  .bytes(Uint8Array.of(9))
  .finish();
const bad = expect.objectContaining({ code: "BAD_ARTIFACT" });

describe("a payload", () => {
  it("is little-endian, without anything between", () => {
    expect(Buffer.from(bytes).toString("hex")).toBe("07000000" + "0000c03f" + "000000c0" + "ffff" + "2c01" + "09");
  });

  it("reads back what was written, also from the middle of a larger buffer", () => {
    const larger = Uint8Array.of(1, 2, 3, ...bytes, 4);
    const payload = new PayloadReader(larger.subarray(3, -1));
    expect(payload.integer(0, 10)).toBe(7);
    expect([...payload.floats(2)]).toEqual([1.5, -2]);
    expect([...payload.shorts(2)]).toEqual([-1, 300]);
    expect([...payload.rest()]).toEqual([9]);
    payload.end();
  });

  it("refuses what cannot be, before it makes room for it", () => {
    const read = () => new PayloadReader(bytes);
    expect(() => read().integer(8, 10)).toThrow(bad);
    expect(() => read().integer(0, 6)).toThrow(bad);
    expect(() => read().floats(2 ** 30)).toThrow(bad);
    expect(() => read().shorts(2 ** 30)).toThrow(bad);
    expect(() => read().bytes(18)).toThrow(bad);
    expect(() => read().end()).toThrow(bad);
    expect(() => new PayloadReader(new PayloadWriter().floats([Number.NaN]).finish()).floats(1)).toThrow(bad);
    expect(() => new PayloadReader(new PayloadWriter().floats([1e39]).finish()).floats(1)).toThrow(bad);
  });
});
