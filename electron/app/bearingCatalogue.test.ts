import { describe, expect, it } from "vitest";
import { bearings } from "../../resources/bearings.ts";
import { bearingOrders } from "../features/bearingFrequencies.ts";
import { bearingOf } from "./bearingCatalogue.ts";

describe("the catalogue of bearings", () => {
  it.each([
    ["6205", "6205-2RS JEM"],
    ["6203", "6203-2RS JEM"],
    ["6205 2rs", "6205-2RS JEM"],
    ["6205-2RS JEM", "6205-2RS JEM"],
    ["6004-2zr", "6004-2ZR"],
  ])("finds %s", (wanted, designation) => {
    expect(bearingOf(wanted).designation).toBe(designation);
  });

  it("says what it knows when asked for what it does not, and asks back when in doubt", () => {
    expect(() => bearingOf("7311")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(() => bearingOf("7311")).toThrow(/6205-2RS JEM.*6004-2ZR/);
    expect(() => bearingOf("")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(() => bearingOf("62")).toThrow(/6205-2RS JEM, 6203-2RS JEM/);
  });

  it("holds possible geometries, each with its source", () => {
    expect(new Set(bearings.map((bearing) => bearing.designation)).size).toBe(bearings.length);
    for (const bearing of bearings) {
      const { BPFO, BPFI } = bearingOrders(bearing);
      // the two races see every rolling element once a turn of one against the other
      expect(BPFO + BPFI).toBeCloseTo(bearing.rollingElements, 9);
      expect(bearing.source.length).toBeGreaterThan(10);
    }
  });

  it.each([
    ["6205", [3.5848, 5.4152, 2.3567, 0.3983]],
    ["6203", [3.053, 4.9469, 1.9937, 0.3816]],
    ["6004", [3.578, 5.422, 2.338, 0.3976]],
  ])("has the published orders of %s", (designation, [BPFO, BPFI, BSF, FTF]) => {
    const got = bearingOrders(bearingOf(designation));
    for (const [value, want] of [
      [got.BPFO, BPFO],
      [got.BPFI, BPFI],
      [got.BSF, BSF],
      [got.FTF, FTF],
    ]) {
      expect(Math.abs(value! - want!)).toBeLessThan(6e-4);
    }
  });
});
