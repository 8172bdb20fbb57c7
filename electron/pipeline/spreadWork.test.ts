import fc from "fast-check";
import { expect, it } from "vitest";
import type { Point } from "../domain/plant.ts";
import { spreadWork } from "./spreadWork.ts";

const point = (componentId: string, sampleRate = 1000, id = componentId): Point => ({
  id,
  componentId,
  name: id,
  quantity: "acceleration",
  unit: "g",
  sensitivity: 1,
  mounting: "screw",
  direction: "radial",
  deviceId: "rig",
  channel: 0,
  sampleRate,
});
const points = (count: number) => Array.from({ length: count }, (_, index) => point(`c${index}`));

it("spreads equal components evenly over workers and over the second", () => {
  const places = [...spreadWork(points(64), 4, new Map()).values()];
  for (const seat of [0, 1, 2, 3]) {
    const phases = places.filter((place) => place.seat === seat).map(({ phase }) => phase);
    expect(phases.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 16 }, (_, step) => step / 16));
  }
});

it("gives the heaviest component a worker of its own", () => {
  const places = spreadWork([...points(10), point("heavy", 10_000)], 2, new Map());
  const beside = [...places].filter(([, { seat }]) => seat === places.get("heavy")!.seat);
  expect(beside.map(([id]) => id)).toEqual(["heavy"]);
});

it("moves nobody when the plant changes, and holds the load of no worker above its share by more than one component", () => {
  const plants = fc.array(fc.array(fc.integer({ min: 400, max: 100_000 }), { minLength: 1, maxLength: 4 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(plants, plants, fc.integer({ min: 1, max: 4 }), (first, more, seats) => {
      const pointsOf = (rates: number[][], name: string) =>
        rates.flatMap((ofComponent, c) => ofComponent.map((rate, p) => point(`${name}${c}`, rate, `${name}${c}.${p}`)));
      const before = spreadWork(pointsOf(first, "old"), seats, new Map());
      const loads = new Array<number>(seats).fill(0);
      for (const [c, rates] of first.entries()) {
        loads[before.get(`old${c}`)!.seat]! += rates.reduce((sum, rate) => sum + rate, 0);
      }
      const heaviest = Math.max(0, ...first.map((rates) => rates.reduce((sum, rate) => sum + rate, 0)));
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(heaviest);
      const after = spreadWork([...pointsOf(first, "old"), ...pointsOf(more, "new")], seats, before);
      expect(after.size).toBe(first.length + more.length);
      for (const [id, place] of before) expect(after.get(id)).toEqual(place);
    }),
  );
});
