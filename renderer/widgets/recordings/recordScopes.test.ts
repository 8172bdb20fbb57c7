import { expect, it } from "vitest";
import type { Plant } from "../../../electron/domain/plant.ts";
import { en } from "../../words/en.ts";
import { recordScopes } from "./recordScopes.ts";

it("offers every component with sound, and a machine as a whole where there are several; values are no sound", () => {
  const plant = {
    machines: [
      { id: "m1", name: "Fan", place: 1 },
      { id: "m0", name: "Pump", place: 0 },
    ],
    components: [
      { id: "b", machineId: "m0", name: "Impeller", place: 1 },
      { id: "a", machineId: "m0", name: "Bearing", place: 0 },
      { id: "c", machineId: "m0", name: "Oil", place: 2 },
      { id: "d", machineId: "m1", name: "Belt", place: 0 },
    ],
    points: [
      { id: "p1", componentId: "a" },
      { id: "p2", componentId: "a", signal: "feature" },
      { id: "p3", componentId: "b" },
      { id: "p4", componentId: "c", signal: "feature" },
      { id: "p5", componentId: "d" },
    ],
  } as unknown as Plant;
  expect(recordScopes(en, plant).map(({ name, pointIds }) => [name, ...pointIds])).toEqual([
    ["Pump, all points", "p1", "p3"],
    ["Pump, Bearing", "p1"],
    ["Pump, Impeller", "p3"],
    ["Fan, Belt", "p5"],
  ]);
});
