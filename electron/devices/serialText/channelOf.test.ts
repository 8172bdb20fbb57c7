import { expect, it } from "vitest";
import { channelOf } from "./channelOf.ts";
import { timedRate } from "./timedRate.ts";

it.each([
  ["axial [g]", "g", "acceleration"],
  ["a_x (m/s^2)", "m/s²", "acceleration"],
  ["v [mm/s]", "mm/s", "velocity"],
  ["d [um]", "µm", "displacement"],
  ["Lager [°C]", "°C", "temperature"],
  ["axial", "raw", "other"],
  ["mass [kg]", "raw", "other"],
  ["g", "raw", "other"],
])("%s is in %s", (name, unit, quantity) => {
  expect(channelOf(name)).toEqual({ name, unit, quantity, sensitivity: 1 });
});

it.each<[number[], number, number | undefined]>([
  [[0, 10, 20, 30], 97, 100],
  [[0, 5000, 10_000, 15_000], 203, 200],
  [[1.5, 1.6, 1.7, 1.8], 10.4, 10],
  [[0, 10, 20, 40, 50, 60], 97, 100],
  [[0, 10, 20, 30], 50, undefined],
  [[0, 0, 0, 0], 100, undefined],
  [[0, -10, -20, -30], 100, undefined],
  [[1, 2], 1, undefined],
])("a column of times %j at about %d a second is %d Hz", (times, arriving, rate) => {
  const found = timedRate(times, arriving);
  if (rate === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(rate, 9);
});
