import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeviceMessage, heard } from "../../electron/devices/captureMessages.ts";
import { forkProcess } from "../../electron/devices/forkProcess.ts";
import { modbusRtu } from "../../electron/devices/modbus/modbus.ts";
import { processStarter, startProcessesWith } from "../../electron/devices/processStarter.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import { startDeviceProcess } from "../../electron/devices/startDeviceProcess.ts";
import { usbAudio } from "../../electron/devices/usbAudio/usbAudio.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { startUtilityProcess } from "../../electron/shell/startUtilityProcess.ts";
import { childRunning } from "../makers/childRunning.ts";
import { registersFrom, serialSlaves } from "../makers/modbusSlave.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import { makeStandInElectron } from "../makers/standInElectron.ts";

const folder = mkdtempSync(join(tmpdir(), "processes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rate = 1000;
const setupFor = (address: string): DeviceSetup => ({
  id: "sensor",
  driver: "serialText",
  address,
  name: "Sensor",
  sampleRate: rate,
  channelCount: 2,
  settings: {},
});
const moduleOf = (path: string) => new URL(`../../${path}`, import.meta.url).href;
const serialProgram = fileURLToPath(moduleOf("electron/devices/serialText/serialProcess.ts"));

const standIn = makeStandInElectron({ appPath: folder, userData: folder });
standIn.becomeReady();
const starters = [
  { name: "fork", start: forkProcess, killed: "SIGKILL" },
  { name: "utility process", start: startUtilityProcess(standIn.electron.utilityProcess), killed: "exit code 9" },
];

describe.each(starters)("device processes started as a $name", ({ name, start, killed }) => {
  let held: Disposable;
  beforeEach(() => {
    held = startProcessesWith(start);
    standIn.record.forks.length = 0;
  });
  afterEach(() => held[Symbol.dispose]());

  it("tell what the sound system offers", async () => {
    const [check, found] = [await usbAudio.doctor(), await usbAudio.find()];
    using _ = startProcessesWith(forkProcess);
    expect(check).toEqual(await usbAudio.doctor());
    expect(found).toEqual(await usbAudio.find());
  });

  it("hold back what the station does not take, and count it", async () => {
    const messages: DeviceMessage[] = [];
    const ended = Promise.withResolvers<string>();
    const child = start(fileURLToPath(moduleOf("test/makers/floodProgram.ts")), "null", {
      message: (message) => messages.push(message as DeviceMessage),
      chatter: () => {},
      ended: ended.resolve,
    });
    try {
      const length = await untilLast(messages, "unusable");
      expect(messages.slice(0, -1).map((message) => message.kind)).toEqual(Array(20).fill("block"));
      child.post(heard);
      await expect.poll(() => messages.length).toBe(length + 1);
      const next = messages[length]!;
      expect(next).toMatchObject({ kind: "block", block: { sampleRate: 100 } });
      // The last 10 of the 30 s, and each second since.
      const { lostBefore } = (next as Extract<DeviceMessage, { kind: "block" }>).block;
      expect(lostBefore).toBeGreaterThanOrEqual(1000);
      expect(lostBefore % 100).toBe(0);
    } finally {
      child.kill();
    }
    expect(await ended.promise).toBe(killed);
    child.post(heard);
    child.kill();
  });

  it("are gone when they are ended, even before they run", async () => {
    const heardOf: DeviceMessage[] = [];
    for (const delay of [0, 30]) {
      const child = startDeviceProcess(moduleOf("test/makers/floodProgram.ts"), null, (told) => heardOf.push(told));
      if (delay > 0) await expect.poll(() => heardOf.length).toBeGreaterThan(0);
      const before = performance.now();
      await child[Symbol.asyncDispose]();
      expect(performance.now() - before).toBeLessThan(1500);
      expect(() => childRunning("floodProgram")).toThrow("No child runs");
    }
    expect(heardOf.filter(({ kind }) => kind === "fault")).toEqual([]);
  });

  it("are told to have died when they cannot start", async () => {
    const told = Promise.withResolvers<DeviceMessage>();
    await using _ = startDeviceProcess(moduleOf("test/makers/thereIsNoSuchProgram.ts"), null, told.resolve);
    expect(await told.promise).toMatchObject({
      kind: "fault",
      code: "WORKER_LOST",
      details: { how: "exit code 1", chatter: expect.stringContaining("thereIsNoSuchProgram.ts") },
    });
  });

  describe.runIf(rigIsThere(["socat"]))("with a serial device", () => {
    it("describe it and capture every line", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const line = (i: number) => `${i}, ${-i / 4}`;
      const writing = serialWriter(pair.device, { rate, stop: stop.signal, line });
      const described = await serialText.describe(pair.station, {});
      expect(described.channels).toHaveLength(2);
      let next: number | undefined;
      let count = 0;
      for await (const { channels, lostBefore } of serialText.capture(setupFor(pair.station), stop.signal)) {
        expect(lostBefore).toBe(0);
        const [first, second] = channels as [Float32Array, Float32Array];
        next ??= first[0]!;
        for (const [i, value] of first.entries()) {
          if (value !== next || second[i] !== -next / 4) expect.fail(`line ${next} came as ${value}`);
          next += 1;
        }
        count += first.length;
        if (count >= 1500) stop.abort();
      }
      await writing;
      expect(() => childRunning("serialProcess")).toThrow("No child runs");
      const options = { execArgv: [], stdio: ["ignore", "ignore", "pipe"] };
      const forks = [
        { module: serialProgram, options },
        { module: serialProgram, options },
      ];
      expect(standIn.record.forks).toMatchObject(name === "fork" ? [] : forks);
    });

    it("serve several devices at once, who join and part while they run", async () => {
      await using pair = await socatPair(folder);
      const saying = (value: number) => ({ registers: registersFrom(0, [value]) });
      await using _slaves = await serialSlaves(pair.device, { 1: saying(100), 2: saying(200) });
      const registers = JSON.stringify({ registers: [{ name: "a", address: 0 }] });
      const first = async (slave: number) => {
        const settings = { map: "own", registers, slave, interval: 0.1 };
        const setup = { ...setupFor(pair.station), sampleRate: 10, channelCount: 1, settings };
        let count = 0;
        for await (const { channels } of modbusRtu.capture(setup, new AbortController().signal)) {
          // the second one outlasts the first
          if (++count === 3 * slave) return channels[0]![0];
        }
        return undefined;
      };
      expect(await Promise.all([first(1), first(2)])).toEqual([100, 200]);
      expect(() => childRunning("modbusProcess")).toThrow("No child runs");
      expect(standIn.record.forks).toHaveLength(name === "fork" ? 0 : 1);
    });

    it("are told to have died when they die in the middle", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate, stop: stop.signal, line: (i) => `${i}, ${i}` });
      const reading = (async () => {
        let blocks = 0;
        for await (const _ of serialText.capture(setupFor(pair.station), stop.signal)) {
          if (++blocks === 2) process.kill(childRunning("serialProcess"), "SIGKILL");
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: "WORKER_LOST", details: { how: killed } });
      stop.abort();
      await writing;
    });
  });

  it("say why before they end", async () => {
    const missing = join(folder, "ttyUSB9");
    const fault = { code: "DEVICE_MISSING", message: expect.stringContaining(missing) };
    await expect(serialText.describe(missing, {})).rejects.toMatchObject(fault);
    const blocks = serialText.capture(setupFor(missing), new AbortController().signal);
    await expect(blocks[Symbol.asyncIterator]().next()).rejects.toMatchObject(fault);
  });
});

it("device processes are forks again once nobody holds another way", () => {
  const [, utility] = starters;
  using _ = startProcessesWith(utility!.start);
  {
    using _inner = startProcessesWith(forkProcess);
    expect(processStarter()).toBe(forkProcess);
  }
  expect(processStarter()).toBe(utility!.start);
});

/** @returns how many messages there are once one of that kind has come */
async function untilLast(messages: readonly DeviceMessage[], kind: DeviceMessage["kind"]): Promise<number> {
  await expect.poll(() => messages.at(-1)?.kind, { timeout: 10_000 }).toBe(kind);
  return messages.length;
}
