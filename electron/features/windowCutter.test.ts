import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WindowCutter } from "./windowCutter.ts";

const ramp = (length: number, from = 0) => Float32Array.from({ length }, (_, n) => from + n);

describe("WindowCutter", () => {
  it("cuts the same windows whatever the length of the blocks", () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), lengths, (length, wish, blocks) => {
        const hop = Math.min(wish, length);
        const cutter = new WindowCutter(length, hop);
        let pushed = 0;
        const got: number[][] = [];
        for (const block of blocks) {
          for (const window of cutter.push(ramp(block, pushed))) got.push([...window]);
          pushed += block;
        }
        const count = pushed < length ? 0 : Math.floor((pushed - length) / hop) + 1;
        expect(got).toEqual(Array.from({ length: count }, (_, w) => [...ramp(length, w * hop)]));
      }),
    );
  });

  it("says how many samples a gap loses: those that were in no window", () => {
    const cutter = new WindowCutter(10, 4);
    expect(cutter.reset()).toBe(0);
    cutter.push(ramp(7));
    expect(cutter.reset()).toBe(7);
    cutter.push(ramp(10));
    expect(cutter.held).toBe(6);
    expect(cutter.reset()).toBe(0);
    cutter.push(ramp(12));
    expect(cutter.reset()).toBe(2);
    expect(cutter.push(ramp(9))).toEqual([]);
    expect(cutter.push(ramp(1, 9))).toEqual([ramp(10)]);
  });

  it("hands out the rest only when asked", () => {
    const cutter = new WindowCutter(10);
    cutter.push(ramp(13));
    expect(cutter.flush()).toEqual(ramp(3, 10));
    expect(cutter.flush()).toBeNull();
    expect(cutter.held).toBe(0);
  });

  it("gives every window memory of its own", () => {
    const cutter = new WindowCutter(4, 2);
    const [first, second] = cutter.push(ramp(6));
    first!.fill(-1);
    expect(second).toEqual(ramp(4, 2));
  });

  it.each([
    [0, 1],
    [2.5, 1],
    [Number.NaN, 1],
    [10, 0],
    [10, 11],
    [10, 1.5],
  ])("refuses windows of %d samples every %d", (length, hop) => {
    expect(() => new WindowCutter(length, hop)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
