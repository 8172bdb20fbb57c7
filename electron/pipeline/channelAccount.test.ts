import { expect, it } from "vitest";
import { ChannelAccount } from "./channelAccount.ts";
import { DeviceAccount } from "./deviceAccount.ts";

it("counts a stretch as analysed when its last reader has done with it", () => {
  const account = new ChannelAccount();
  const stretch = account.arrive(100, 2);
  stretch.settle(false);
  expect(account).toMatchObject({ received: 100, waiting: 100, analysed: 0 });
  stretch.settle(false);
  expect(account).toMatchObject({ received: 100, waiting: 0, analysed: 100, lostInQueue: 0 });
});

it("counts a stretch as lost, once, when any reader lost it", () => {
  const account = new ChannelAccount();
  const stretch = account.arrive(100, 3);
  for (const lost of [true, false, true]) stretch.settle(lost);
  expect(account).toMatchObject({ received: 100, waiting: 0, analysed: 0, lostInQueue: 100 });
});

it("has done at once with what nobody reads", () => {
  const account = new ChannelAccount();
  account.arrive(100, 0);
  expect(account).toMatchObject({ received: 100, waiting: 0, analysed: 100 });
});

it("lets the channel that is worst off speak for the device", () => {
  const device = new DeviceAccount();
  expect(device.samples).toMatchObject({ received: 0, analysed: 0, waiting: 0, lostInQueue: 0 });
  const [first, second, third] = [0, 1, 2].map((channel) => device.channel(channel).arrive(10, 1));
  first!.settle(false);
  expect(device.samples).toMatchObject({ received: 10, analysed: 0, waiting: 10, lostInQueue: 0 });
  second!.settle(true);
  expect(device.samples).toMatchObject({ received: 10, analysed: 0, waiting: 0, lostInQueue: 10 });
  third!.settle(false);
  device.lostInDevice += 7;
  expect(device.samples).toEqual({ received: 10, analysed: 0, waiting: 0, lostInQueue: 10, lostInDevice: 7 });
});

it("keeps what was lost of each channel, and tells what is new once", () => {
  const device = new DeviceAccount();
  const block = { deviceId: "daq", sequence: 0, time: 0, sampleRate: 1000, channels: [], lostBefore: 0 };
  device.channel(0).arrive(10, 1).settle(false);
  device.channel(1).arrive(10, 1).settle(true);
  device.enter({ ...block, lostBefore: 5, troubles: { overrun: 1 }, clock: { drift: 20, uncertainty: 4 } });
  device.enter({ ...block, troubles: { overrun: 2, "rejected bytes": 9 } });
  device.enter({ ...block, lostBefore: 2 });
  expect(device.losses).toEqual([
    { lostSamples: 7, gaps: 2, troubles: { overrun: 3, "rejected bytes": 9 } },
    { lostSamples: 17, gaps: 2, troubles: { overrun: 3, "rejected bytes": 9 } },
  ]);
  expect(device.clock).toEqual({ drift: 20, uncertainty: 4 });
  expect(device.takeNews()).toEqual([
    { channel: 0, kind: "overrun", count: 3 },
    { channel: 0, kind: "rejected bytes", count: 9 },
    { channel: 1, kind: "overrun", count: 3 },
    { channel: 1, kind: "rejected bytes", count: 9 },
    { channel: 1, kind: "lost in queue", count: 10 },
  ]);
  expect(device.takeNews()).toEqual([]);
  device.enter({ ...block, troubles: { overrun: 1 } });
  expect(device.takeNews()).toEqual([
    { channel: 0, kind: "overrun", count: 1 },
    { channel: 1, kind: "overrun", count: 1 },
  ]);
});

it("keeps what went wrong of a device that has not sent a single block", () => {
  const device = new DeviceAccount();
  device.count(2, { "rejected bytes": 18_000 });
  device.count(2, { "checksum error": 2 });
  const troubles = { "rejected bytes": 18_000, "checksum error": 2 };
  expect(device.losses).toEqual([0, 1].map(() => ({ lostSamples: 0, gaps: 0, troubles })));
  expect(device.takeNews()).toHaveLength(4);
  expect(device.takeNews()).toEqual([]);
});
