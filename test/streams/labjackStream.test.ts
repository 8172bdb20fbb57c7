import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, it } from "vitest";
import { labjack } from "../../electron/devices/labjack/labjack.ts";
import type { Fault } from "../../electron/domain/fault.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockLength, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import type { SourceTroubles } from "../../electron/domain/sourceTroubles.ts";
import { countOf, type LabJackBox, labjackBox, ownConstants } from "../makers/labjackBox.ts";

const setupOf = (box: LabJackBox, more: Partial<DeviceSetup> = {}): DeviceSetup => ({
  id: "box",
  driver: "labjack",
  address: box.address,
  name: "Box",
  sampleRate: 10_000,
  channelCount: 2,
  settings: box.settings,
  ...more,
});

async function take(setup: DeviceSetup, each: (block: SampleBlock, soFar: number) => boolean): Promise<SampleBlock[]> {
  const stop = new AbortController();
  const blocks: SampleBlock[] = [];
  let samples = 0;
  for await (const block of labjack.capture(setup, stop.signal)) {
    blocks.push(block);
    samples += blockLength(block);
    if (each(block, samples)) stop.abort();
  }
  return blocks;
}

/** Volts of a count by the constants of a T7's range of ±10 V, as the maker describes it. */
function voltsOf(count: number): number {
  const [above, below, center] = ownConstants as [number, number, number];
  return Math.fround(count < center ? (center - count) * Math.fround(below) : (count - center) * Math.fround(above));
}

/** Follows the device's scans through the blocks. @returns how many samples are not what the scan they stand for has */
function wrongSamples(blocks: readonly SampleBlock[], toVolts = voltsOf): number {
  let scan = 0;
  let wrong = 0;
  for (const { channels, lostBefore } of blocks) {
    scan += lostBefore;
    for (let i = 0; i < channels[0]!.length; i++, scan++) {
      for (const [channel, samples] of channels.entries()) {
        if (Math.abs(samples[i]! - toVolts(countOf(scan, channel))) > 1e-6) wrong += 1;
      }
    }
  }
  return wrong;
}

const troublesOf = (blocks: readonly SampleBlock[]) =>
  blocks.flatMap((block) => (block.troubles ? [block.troubles] : []));

it.concurrent("delivers volts scan for scan, and leaves the device stopped", async () => {
  await using box = await labjackBox();
  const setup = setupOf(box, {
    channelCount: 4,
    sampleRate: 20_000,
    settings: { ...box.settings, channels: "3,1,0,2" },
  });
  const blocks = await take(setup, (_, samples) => samples >= 20_000);
  expect(wrongSamples(blocks)).toBe(0);
  expect(troublesOf(blocks)).toEqual([]);
  expect(blocks.every((block) => block.lostBefore === 0)).toBe(true);
  expect(box.isStreaming()).toBe(false);
  expect(box.violations()).toEqual([]);
  expect([0, 1, 2, 3].map((i) => box.written(4100 + 2 * i)!.readUInt32BE(0))).toEqual([6, 2, 0, 4]);
  expect(box.written(40_006)!.readFloatBE(0)).toBe(10);
  expect(box.written(41_003)!.readUInt16BE(0)).toBe(199);
});

it.concurrent("counts what the device skipped while its buffer was full, and leaves the dummy scan out", async () => {
  await using box = await labjackBox();
  const setup = setupOf(box);
  const blocks = await take(setup, (block, samples) => {
    if (block.sequence === 1) box.recover(1234);
    return samples >= 8000;
  });
  expect(wrongSamples(blocks)).toBe(0);
  expect(blocks.map((block) => block.lostBefore).filter(Boolean)).toEqual([1234]);
  expect(troublesOf(blocks)).toEqual([{ overrun: 1 }]);
  expect(box.violations()).toEqual([]);
});

it.concurrent("measures by the clock what the device could not count", async () => {
  await using box = await labjackBox();
  const skipped = 70_000;
  const rate = 50_000;
  const setup = setupOf(box, { channelCount: 1, sampleRate: rate });
  const blocks = await take(setup, (block) => {
    if (block.sequence === 1) box.recover(skipped);
    return block.sequence > 0 && block.lostBefore > 0;
  });
  expect(Math.abs(blocks.at(-1)!.lostBefore - skipped)).toBeLessThan(0.25 * rate);
  expect(troublesOf(blocks)).toEqual([{ overrun: 1 }]);
}, 20_000);

it.concurrent("counts packets that are missing, and bytes that are none", async () => {
  await using box = await labjackBox();
  const setup = setupOf(box);
  const junk = Buffer.from("nothing that a LabJack says");
  const blocks = await take(setup, (block, samples) => {
    if (block.sequence === 0) box.lose(3);
    if (block.sequence === 3) box.insert(junk);
    return samples >= 9000;
  });
  expect(wrongSamples(blocks)).toBe(0);
  // 50 ms of 10 kHz would be 500 scans; a packet holds 256 of two channels.
  expect(blocks.map((block) => block.lostBefore).filter(Boolean)).toEqual([3 * 256]);
  expect(troublesOf(blocks)).toEqual([
    { resynchronisation: 1 },
    { resynchronisation: 1, "rejected bytes": junk.length },
  ]);
});

it.concurrent("tells of bytes that are none although no block comes after them", async () => {
  await using box = await labjackBox();
  const junk = Buffer.alloc(100, "?");
  const counted: SourceTroubles[] = [];
  const capture = async () => {
    const blocks = labjack.capture(setupOf(box), new AbortController().signal, undefined, (each) => counted.push(each));
    for await (const block of blocks) {
      if (block.sequence !== 1) continue;
      box.insert(junk);
      box.say(2944);
    }
  };
  await expect(capture()).rejects.toMatchObject({ code: "DEVICE_LOST" });
  expect(counted).toEqual([{ resynchronisation: 1, "rejected bytes": junk.length }]);
});

it.concurrent("ends with the reason when the device stops, or its cable is pulled", async () => {
  await using box = await labjackBox();
  const run = (happen: () => void) =>
    take(setupOf(box), (block) => {
      if (block.sequence === 1) happen();
      return false;
    });
  const lost = (text: string) => ({ code: "DEVICE_LOST", message: expect.stringContaining(text) });
  await expect(run(() => box.say(2944))).rejects.toMatchObject(lost("it has ended its stream"));
  expect(box.isStreaming()).toBe(false);
  await expect(run(() => box.cut())).rejects.toMatchObject(lost("it has closed the connection"));
  // It was left streaming; whoever comes next stops it first.
  expect(box.isStreaming()).toBe(true);
  expect(await take(setupOf(box), () => true)).toHaveLength(1);
  expect(box.violations()).toEqual([]);
});

it.concurrent("says which rate the device makes of the one it was asked for, and what it refuses", async () => {
  await using box = await labjackBox();
  box.coerce(0.9);
  await expect(take(setupOf(box), () => true)).rejects.toMatchObject({
    code: "RATE_NOT_OFFERED",
    message: "127.0.0.1 does not offer 10000 Hz, but 9000 Hz. Choose one of these.",
  });
  expect(box.isStreaming()).toBe(false);
  box.coerce(1);
  await expect(take(setupOf(box, { sampleRate: 60_000 }), () => true)).rejects.toMatchObject({
    code: "RATE_NOT_OFFERED",
    details: { asked: 60_000, offered: expect.arrayContaining([50_000]) },
  });
  box.refuse(4010);
  await expect(take(setupOf(box), () => true)).rejects.toMatchObject({
    code: "BAD_INPUT",
    message: expect.stringContaining("Modbus exception 4 at register 4010, device error 2501"),
  });
});

it.concurrent("tells when the device's own calibration cannot be read, and uses the nominal one", async () => {
  await using own = await labjackBox();
  expect(await labjack.describe(own.address, own.settings)).toMatchObject({
    name: "LabJack T7 (470012345)",
    cautions: [],
    channels: expect.arrayContaining([expect.objectContaining({ name: "AIN13", unit: "V" })]),
  });
  await using empty = await labjackBox({ constants: [] });
  expect((await labjack.describe(empty.address, empty.settings)).cautions).toEqual(["calibration unreadable"]);
  const blocks = await take(setupOf(empty), () => true);
  expect(wrongSamples(blocks, (count) => Math.fround((count - 33_523) * 0.00031580578))).toBe(0);
});

it.concurrent("knows a T4 by its offsets, and refuses what is neither", async () => {
  const slopes = [3.235e-4, 3.236e-4, 3.237e-4, 3.238e-4].flatMap((slope, i) => [slope, -10.53 - i / 1000]);
  await using four = await labjackBox({ product: 4, constants: [...slopes, 3.8267e-5, 0.0024] });
  expect(await labjack.describe(four.address, four.settings)).toMatchObject({
    name: "LabJack T4 (470012345)",
    cautions: [],
  });
  const [block] = await take(setupOf(four), () => true);
  expect(block!.channels[1]![5]).toBeCloseTo(countOf(5, 1) * 3.236e-4 - 10.531, 5);
  expect(four.written(40_000)).toBeUndefined();
  await using eight = await labjackBox({ product: 8 });
  await expect(labjack.describe(eight.address, eight.settings)).rejects.toMatchObject({
    code: "BAD_INPUT",
    message: expect.stringContaining("is a LabJack T8"),
  });
});

it.concurrent("is not misled by what speaks no Modbus, or nothing at all", async () => {
  const answers = [
    (socket: Socket) => void socket.write("220 mail.example.com ESMTP ready, and much more of it\r\n"),
    () => {},
  ];
  const codes = await Promise.all(
    answers.map(async (answer) => {
      const server = createServer((socket) => {
        socket.on("error", () => {});
        socket.on("data", () => {});
        answer(socket);
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port: commandPort } = server.address() as AddressInfo;
      const fault = await labjack.describe("127.0.0.1", { commandPort }).catch((thrown: Fault) => thrown);
      server.close();
      return fault;
    }),
  );
  expect(codes).toMatchObject([
    { code: "DEVICE_LOST", message: expect.stringMatching(/other than Modbus|closed the connection/) },
    { code: "DEVICE_LOST", message: expect.stringContaining("no answer within 2 s") },
  ]);
});

it.concurrent("asks for inputs in pairs when they are differential", async () => {
  await using box = await labjackBox();
  const settings = { ...box.settings, differential: true, range: 1 };
  const { channels } = await labjack.describe(box.address, settings);
  expect(channels.map((channel) => channel.name)).toEqual(["AIN0", "AIN2", "AIN4", "AIN6", "AIN8", "AIN10", "AIN12"]);
  await take(setupOf(box, { settings }), () => true);
  expect(box.written(41_002)!.readUInt16BE(0)).toBe(3);
  expect(box.written(40_004)!.readFloatBE(0)).toBe(1);
  await expect(labjack.describe(box.address, { ...settings, channels: "1" })).rejects.toMatchObject({
    code: "BAD_INPUT",
  });
});
