import { expect, it } from "vitest";
import { ComponentJoin } from "./componentJoin.ts";
import type { PointWindow } from "./pointAnalysis.ts";

const window = (pointId: string, time: number, values: number[] | null): PointWindow => ({
  time,
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
