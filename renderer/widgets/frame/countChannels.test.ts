import { expect, it } from "vitest";
import { countChannels } from "./countChannels.ts";

const device = (id: string, channelCount: number) => ({
  id,
  driver: "usbAudio",
  address: id,
  name: id,
  sampleRate: 48_000,
  channelCount,
  settings: {},
});
const status = (deviceId: string, condition: "running" | "waiting", lostInDevice: number, lostInQueue: number) => ({
  deviceId,
  condition,
  since: 0,
  received: 100,
  analysed: 90,
  lostInDevice,
  lostInQueue,
  channels: [],
});

it("counts channels, not devices, and every lost sample of every channel", () => {
  const plant = { devices: [device("a", 4), device("b", 2), device("c", 1)] };
  expect(countChannels(plant, [status("a", "running", 10, 1), status("b", "waiting", 3, 0)])).toEqual({
    running: 4,
    all: 7,
    lost: 4 * 11 + 2 * 3,
  });
});
