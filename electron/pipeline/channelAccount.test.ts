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
