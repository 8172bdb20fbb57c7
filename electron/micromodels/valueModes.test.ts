import { describe, expect, it } from "vitest";
import type { TrainingFeature } from "./kind.ts";
import { learnModes, readModes, recognise } from "./operatingModes.ts";
import { learnLevels, quietnessOf } from "./valueModes.ts";

const value = (name: string, levelDependent: boolean): TrainingFeature => {
  return { name: `${name} value`, pointId: name, group: "value", levelDependent };
};
const features = [value("velocity", true), value("temperature", false), value("acceleration", true)];
const windows = Array.from({ length: 101 }, (_, n) => Float32Array.of(6 + n / 50, 50, -20 - n / 50));
const session = { from: 0, to: 1, windows };

describe("levels of values", () => {
  it("are learned of what says how strongly a machine runs", () => {
    expect(learnLevels({ features, sessions: [session] })).toEqual([
      { feature: 0, low: 6.1, high: 7.9 },
      { feature: 2, low: -21.9, high: -20.1 },
    ]);
    expect(learnLevels({ features: [features[1]!], sessions: [session] })).toBeUndefined();
    const heard: TrainingFeature = { ...features[0]!, group: "level" };
    expect(learnLevels({ features: [...features, heard], sessions: [session] })).toBeUndefined();
  });

  it("tell a machine at rest, one that runs with less, and nothing of one whose temperature fell", () => {
    const levels = learnLevels({ features, sessions: [session] })!;
    const at = (...values: number[]) => quietnessOf(levels, Float32Array.of(...values));
    expect(at(6.5, 50, -20.5)).toBe("usual");
    expect(at(6.5, 10, -20.5)).toBe("usual");
    // one level fell, the other did not: a fault may do that
    expect(at(-15, 50, -20.5)).toBe("usual");
    expect(at(2.5, 50, -25.5)).toBe("hushed");
    expect(at(-15, 50, -28)).toBe("off");
    expect(at(20, 50, -5)).toBe("usual");
  });

  it("are part of the modes of a component: kept, checked and asked", () => {
    const modes = learnModes({ features, sessions: [session] });
    expect(readModes(JSON.parse(JSON.stringify(modes)))).toEqual(modes);
    const state = (...values: number[]) => recognise(modes, { spectra: [], values: Float32Array.of(...values) });
    expect(state(6.5, 50, -20.5)).toMatchObject({ state: "known", factor: 1 });
    expect(state(2, 50, -25)).toMatchObject({ state: "new", factor: Number.POSITIVE_INFINITY });
    expect(state(-30, 50, -60)).toMatchObject({ state: "off" });
    expect(recognise(modes, { spectra: [] }).state).toBe("known");
    for (const levels of [[], [{}], [{ feature: -1, low: 0, high: 0 }], "loud"]) {
      expect(() => readModes({ ...modes, levels })).toThrow(expect.objectContaining({ code: "BAD_ARTIFACT" }));
    }
  });
});
