import { expect, it } from "vitest";
import { ComponentJoin } from "./componentJoin.ts";
import type { PointWindow } from "./pointAnalysis.ts";

const window = (pointId: string, time: number, values: number[] | null): PointWindow => ({
  time,
  duration: 1,
  vector: values && {
    pointId,
    time,
    duration: 1,
    sampleRate: 1000,
    recipe: "r",
    values: Float32Array.from(values),
  },
  spectrum: { top: 500, levels: [time] },
});

it("joins the windows of all points in the order of the points", () => {
  const join = new ComponentJoin("c", ["a", "b"]);
  expect(join.add("b", window("b", 1000, [3, 4]), "r")).toBeUndefined();
  const joined = join.add("a", window("a", 1000, [1, 2]), "r");
  expect(joined).toMatchObject({ componentId: "c", recipe: "r", time: 1000, duration: 1 });
  expect([...(joined?.values ?? [])]).toEqual([1, 2, 3, 4]);
  expect(joined?.spectra.map(({ pointId }) => pointId)).toEqual(["a", "b"]);
});

it("joins devices whose windows begin at different moments of the same second", () => {
  const join = new ComponentJoin("c", ["a", "b"]);
  join.add("a", window("a", 1000, [1]), "r");
  expect(join.add("b", window("b", 1700, [2]), "r")).toMatchObject({ time: 1700 });
});

it("never joins windows from different seconds", () => {
  const join = new ComponentJoin("c", ["a", "b"]);
  join.add("a", window("a", 1000, [1]), "r");
  // b was away for a while; what a said then is no partner for it.
  expect(join.add("b", window("b", 5000, [2]), "r")).toBeUndefined();
  expect([...(join.add("a", window("a", 5100, [3]), "r")?.values ?? [])]).toEqual([3, 2]);
});

it("has no values when one point is silent, but still its spectra", () => {
  const join = new ComponentJoin("c", ["a", "b"]);
  join.add("a", window("a", 1000, null), "r");
  expect(join.add("b", window("b", 1000, [2]), "r")).toMatchObject({ values: null, spectra: [{}, {}] });
});

it("joins what another recipe says only where it says something of every point", () => {
  const special = (recipe: string, values: number[] | null) => ({
    special: { recipe, values: values && Float32Array.from(values) },
  });
  const joined = (one: object, other: object) => {
    const join = new ComponentJoin("c", ["a", "b"]);
    join.add("a", { ...window("a", 1000, [1]), ...one }, "r");
    return join.add("b", { ...window("b", 1000, [2]), ...other }, "r")?.special;
  };
  expect(joined(special("s", [3]), special("s", [4, 5]))).toEqual({ recipe: "s", values: Float32Array.of(3, 4, 5) });
  expect(joined(special("s", [3]), special("s", null))).toEqual({ recipe: "s", values: null });
  expect(joined(special("s", [3]), {})).toBeUndefined();
  expect(joined({}, special("s", [3]))).toBeUndefined();
  expect(joined(special("s", [3]), special("t", [4]))).toBeUndefined();
});

const value = (pointId: string, end: number, interval: number, number: number | null): PointWindow => ({
  time: end - interval * 1000,
  duration: interval,
  vector: number === null ? null : { ...window(pointId, end, [number]).vector!, duration: interval },
});

it("lets values follow a waveform, with the last one for three of their intervals, and without them from then on", () => {
  const join = new ComponentJoin("c", ["t", "a"], new Set(["t"]));
  const valuesAt = (time: number) => join.add("a", window("a", time, [1]), "r")?.values ?? null;
  expect(join.add("a", window("a", 0, [1]), "r")).toBeUndefined();
  expect(join.add("t", value("t", 2000, 10, 55), "r")).toBeUndefined();
  expect(valuesAt(2000)).toEqual(Float32Array.of(55, 1));
  expect(valuesAt(31_000)).toEqual(Float32Array.of(55, 1));
  expect(valuesAt(31_001)).toBeNull();
  join.add("t", value("t", 32_000, 10, 56), "r");
  const joined = join.add("a", window("a", 32_500, [1]), "r");
  expect(joined).toMatchObject({ time: 32_500, duration: 1, spectra: [{ pointId: "a" }] });
  expect(joined?.values).toEqual(Float32Array.of(56, 1));
});

it("makes a window of every set of values, as long as their interval, where there is no waveform", () => {
  const join = new ComponentJoin("c", ["v", "t"], new Set(["v", "t"]));
  expect(join.add("v", value("v", 20_000, 10, 3), "r")).toBeUndefined();
  const joined = join.add("t", value("t", 20_000, 10, 55), "r");
  expect(joined).toMatchObject({ time: 10_000, duration: 10, spectra: [] });
  expect(joined?.values).toEqual(Float32Array.of(3, 55));
  expect(joined).not.toHaveProperty("excerpt");
});

it("lets slow values follow quick ones", () => {
  const join = new ComponentJoin("c", ["v", "t"], new Set(["v", "t"]));
  join.add("t", value("t", 60_000, 60, 55), "r");
  join.add("v", value("v", 61_000, 1, 3), "r");
  const later = [62_000, 63_000].map((end) => join.add("v", value("v", end, 1, 4), "r"));
  join.add("t", value("t", 120_000, 60, 57), "r");
  const last = join.add("v", value("v", 120_500, 1, 5), "r");
  for (const each of later.slice(1)) expect(each).toMatchObject({ time: 62_000, duration: 1 });
  expect(last?.values).toEqual(Float32Array.of(5, 57));
  expect(join.add("v", value("v", 300_001, 1, 5), "r")?.values).toBeNull();
});

it("has another recipe's word of a value too", () => {
  const join = new ComponentJoin("c", ["t", "a"], new Set(["t"]));
  join.add("t", value("t", 1000, 1, 55), "r");
  const special = { recipe: "s", values: Float32Array.of(7, 8) };
  const joined = join.add("a", { ...window("a", 1000, [1]), special }, "r");
  expect(joined?.special).toEqual({ recipe: "s", values: Float32Array.of(55, 7, 8) });
});
