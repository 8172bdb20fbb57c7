import { expect, it } from "vitest";
import type { DeviceSetup } from "../../domain/plant.ts";
import { labjackFields, labjackSettings } from "./labjackSettings.ts";

it("takes what nobody said from its fields", () => {
  const usual = Object.fromEntries(
    labjackFields.flatMap(({ name, usual }) => (usual === undefined ? [] : [[name, usual]])),
  );
  expect(labjackSettings({})).toEqual({ inputs: undefined, ...usual });
});

it.each([
  ["0-3", [0, 1, 2, 3]],
  [" 4 , 2,0 ", [4, 2, 0]],
  ["12-13,0-1", [12, 13, 0, 1]],
  ["", undefined],
])('reads the inputs "%s"', (channels, inputs) => {
  expect(labjackSettings({ channels }).inputs).toEqual(inputs);
});

it.each<DeviceSetup["settings"]>([
  { channels: "0-14" },
  { channels: "3-1" },
  { channels: "1,1" },
  { channels: "AIN0" },
  { channels: 3 },
  { range: 5 },
  { differential: "no" },
  { settling: -1 },
  { resolution: 2.5 },
  { commandPort: 0 },
])("refuses %j, naming it", (settings) => {
  const [name] = Object.keys(settings);
  expect(() => labjackSettings(settings)).toThrow(
    expect.objectContaining({
      code: "BAD_INPUT",
      message: expect.stringContaining(`The setting ${name} of a LabJack`),
    }),
  );
});
