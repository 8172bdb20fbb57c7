import { expect, it } from "vitest";
import { readChannel, writeChannel } from "./channelChoice.ts";

it("reads back the channel that was dragged", () => {
  expect(readChannel(writeChannel({ deviceId: "usbAudio:1", channel: 3, componentId: "c" }))).toEqual({
    deviceId: "usbAudio:1",
    channel: 3,
  });
});

it("takes nothing else for a channel", () => {
  for (const text of [
    "",
    "hello",
    "null",
    "[]",
    '{"deviceId":"a"}',
    '{"deviceId":1,"channel":0}',
    '{"deviceId":"a","channel":"0"}',
  ]) {
    expect(readChannel(text), text).toBeUndefined();
  }
});
