import { describe, expect, it } from "vitest";
import { readChoices, unitFor } from "./analyserChoices.ts";

describe("what was kept of a view", () => {
  it("comes back, and everything else begins as usual", () => {
    const usual = readChoices(null);
    expect(usual).toMatchObject({ averaging: "off", scale: "dB", axis: "linear", cursor: "single", peakHold: false });
    const liked = { ...usual, averaging: "16", axis: "log", unit: "mm/s", peakHold: true } as const;
    expect(readChoices(JSON.stringify(liked))).toEqual(liked);
    for (const broken of ["", "{", "null", "7", '{"averaging":"17","axis":3,"peakHold":"yes"}']) {
      expect(readChoices(broken), broken).toEqual(usual);
    }
  });

  it("keeps a unit only where physics leads to it", () => {
    expect(unitFor("mm/s", "g")).toBe("mm/s");
    expect(unitFor("mm/s", "Pa")).toBe("Pa");
    expect(unitFor(undefined, "m/s²")).toBe("m/s²");
    expect(unitFor("g", "FS")).toBe("FS");
  });
});
