import { expect, it } from "vitest";
import type { ChannelInfo } from "../../../../electron/domain/channelInfo.ts";
import type { Point } from "../../../../electron/domain/plant.ts";
import { calibrationOf } from "./calibrationOf.ts";
import { channelFacts } from "./channelFacts.ts";

const raw: ChannelInfo = { name: "Input 1", quantity: "other", unit: "FS", sensitivity: 1 };
const calibrated: ChannelInfo = { name: "A", quantity: "acceleration", unit: "g", sensitivity: 0.0123 };
const record = { method: "calibrator", time: 5, by: "Jo" } as const;
const usual = { point: undefined, facts: raw, deviceName: "633A", measured: undefined, author: "Ada", now: 7 };

it("says where a sensitivity comes from", () => {
  expect(calibrationOf({ ...usual, facts: calibrated, sensitivity: 0.0123 })).toEqual({
    method: "device",
    time: 7,
    by: "633A",
  });
  expect(calibrationOf({ ...usual, sensitivity: 0.1 })).toEqual({ method: "entered", time: 7, by: "Ada" });
  expect(calibrationOf({ ...usual, sensitivity: 0.2, measured: { sensitivity: 0.2, record } })).toBe(record);
});

it("claims none that nobody made", () => {
  expect(calibrationOf({ ...usual, sensitivity: 1 })).toBeUndefined();
  expect(calibrationOf({ ...usual, facts: { ...calibrated, signal: "feature" }, sensitivity: 0.0123 })).toBeUndefined();
});

it("keeps what was known of a point whose sensitivity stays, and forgets a measurement that was typed over", () => {
  const point = { sensitivity: 0.2, calibration: record } as unknown as Point;
  expect(calibrationOf({ ...usual, point, sensitivity: 0.2 })).toBe(record);
  const typed = calibrationOf({ ...usual, point, sensitivity: 0.3, measured: { sensitivity: 0.2, record } });
  expect(typed).toEqual({ method: "entered", time: 7, by: "Ada" });
});

it("asks what is plugged in first, then what was kept when the device was taken", () => {
  const device = { id: "d", channels: [raw, calibrated] };
  const plant = { devices: [device] } as unknown as Parameters<typeof channelFacts>[0];
  expect(channelFacts(plant, [{ id: "d", channels: [calibrated] }], "d", 0)).toBe(calibrated);
  expect(channelFacts(plant, [{ id: "d", channels: [] }], "d", 1)).toBe(calibrated);
  expect(channelFacts(plant, undefined, "gone", 0)).toBeUndefined();
});
