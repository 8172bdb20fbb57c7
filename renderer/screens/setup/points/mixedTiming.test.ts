import { expect, it } from "vitest";
import type { Plant } from "../../../../electron/domain/plant.ts";
import { mixedTiming } from "./mixedTiming.ts";

const plant = {
  devices: [
    { id: "mic", driver: "usbAudio", settings: {} },
    { id: "box", driver: "mcc", settings: {} },
    { id: "folder", driver: "watchFolder", settings: {} },
    { id: "file", driver: "recordedFile", settings: { pace: "real time" } },
  ],
  points: [
    { id: "p", componentId: "live", deviceId: "mic" },
    { id: "q", componentId: "files", deviceId: "folder" },
  ],
} as unknown as Plant;

it("tells which device never delivers at the same moments", () => {
  expect(mixedTiming(plant, { componentId: "live", deviceId: "folder" })?.id).toBe("mic");
  expect(mixedTiming(plant, { componentId: "files", deviceId: "mic" })?.id).toBe("folder");
});

it("says nothing of devices that go together, of one device, and of a point that is moved to another", () => {
  expect(mixedTiming(plant, { componentId: "live", deviceId: "box" })).toBeUndefined();
  expect(mixedTiming(plant, { componentId: "live", deviceId: "file" })).toBeUndefined();
  expect(mixedTiming(plant, { componentId: "files", deviceId: "folder" })).toBeUndefined();
  expect(mixedTiming(plant, { componentId: "live", deviceId: "folder", pointId: "p" })).toBeUndefined();
});
