import { expect, it } from "vitest";
import { fileSettings } from "../../../../electron/devices/recordedFile/fileSettings.ts";
import { playedAgain } from "./playedAgain.ts";

it("is the same recording, differs each time, and its samples bear the time at which they are played", () => {
  const device = {
    id: "recordedFile:/data/pump.wav",
    driver: "recordedFile",
    address: "/data/pump.wav",
    name: "Pump",
    sampleRate: 8000,
    channelCount: 1,
    settings: { loop: false },
  };
  const { id: _, settings: __, ...same } = device;
  const first = playedAgain(device, 1000);
  expect(first).toMatchObject(same);
  expect(first).not.toHaveProperty("id");
  expect(playedAgain({ ...device, settings: first.settings }, 2000).settings).not.toEqual(first.settings);
  expect(fileSettings(first.settings)).toEqual(fileSettings(device.settings));
});
