import { describe, expect, it } from "vitest";
import type { Point } from "../domain/plant.ts";
import { evidenceValues, type LearnedValue, worstValue } from "./evidenceValues.ts";

const learned: LearnedValue[] = [
  { pointId: "v", quantity: "velocity", feature: 0, healthy: 0 },
  { pointId: "t", quantity: "temperature", feature: 1, healthy: 45 },
  { pointId: "p", quantity: "other", feature: 2, healthy: 100 },
];
const points = [
  { id: "v", unit: "mm/s" },
  { id: "t", unit: "°C" },
] as unknown as Point[];

describe("values at an alert", () => {
  it("are told in the units of their points, of the points that are still there", () => {
    expect(evidenceValues(learned, points, Float32Array.of(20, 60, 1))).toEqual([
      { pointId: "v", unit: "mm/s", now: 10, healthy: 1 },
      { pointId: "t", unit: "°C", now: 60, healthy: 45 },
    ]);
    expect(evidenceValues(learned, points, null)).toEqual([]);
  });

  it("name the one that changed by most of what is usual for it", () => {
    const worst = (...values: number[]) => worstValue(learned, Float32Array.of(...values))?.deviation;
    // 12 °C are 1.6 usual changes, 4 dB 1.3
    expect(worst(4, 57, 100)).toEqual({ pointId: "t", low: 0, high: 0, change: 0, value: { now: 57, healthy: 45 } });
    expect(worst(6, 57, 100)).toMatchObject({ pointId: "v", change: 6, value: { healthy: 1 } });
    expect(worst(6, 57, 100)!.value!.now).toBeCloseTo(1.995, 3);
    expect(worst(-30, 20, 130)).toMatchObject({ pointId: "p" });
    expect(worst(2.9, 50, 95)).toBeUndefined();
    expect(worstValue(learned, null)).toBeUndefined();
  });
});
