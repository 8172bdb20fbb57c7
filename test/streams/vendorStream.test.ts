import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Driver } from "../../electron/devices/driver.ts";
import { mcc } from "../../electron/devices/mcc/mcc.ts";
import { nidaq } from "../../electron/devices/nidaq/nidaq.ts";
import { startProcessesWith } from "../../electron/devices/processStarter.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import type { SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { startUtilityProcess } from "../../electron/shell/startUtilityProcess.ts";
import { childRunning } from "../makers/childRunning.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { makeStandInElectron } from "../makers/standInElectron.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";
import { type VendorBench, vendorBench } from "../makers/vendorLibrary/vendorBench.ts";

const seconds = process.env.AUSCULT_LONG === "1" ? 30 : 1;
afterEach(() => vi.unstubAllEnvs());

const libraries = [
  {
    driver: mcc,
    double: "uldaqDouble",
    program: "mccProcess",
    supplied: { address: "DT9837A/02DEADBE", channelCount: 4, sampleRate: 51_200 },
    bare: { address: "USB-1608FS-Plus/01A2B3C4", channelCount: 8, sampleRate: 10_000 },
  },
  {
    driver: nidaq,
    double: "nidaqDouble",
    program: "nidaqProcess",
    supplied: { address: "cDAQ1Mod1", channelCount: 4, sampleRate: 51_200 },
    bare: { address: "Dev1", channelCount: 16, sampleRate: 10_000 },
  },
] as const;

const setupOf = (driver: Driver, more: Partial<DeviceSetup>): DeviceSetup => ({
  id: "box",
  driver: driver.kind,
  address: "",
  name: "Box",
  sampleRate: 0,
  channelCount: 1,
  settings: {},
  ...more,
});

/** The ramp of the counterparts: scan `n` of channel `c` is c + (n mod 65536) / 65536 V. */
const ramp = (scan: number, channel: number) => channel + (scan % 65_536) / 65_536;

/** Number of samples of a block that are not as the ramp has them, going on from its first. */
function wrongSamples({ channels }: SampleBlock): number {
  const first = Math.round(channels[0]![0]! * 65_536);
  return channels.reduce(
    (sum, samples, channel) => sum + samples.reduce((n, value, i) => n + Number(value !== ramp(first + i, channel)), 0),
    0,
  );
}

async function take(driver: Driver, setup: DeviceSetup, each: (block: SampleBlock) => boolean): Promise<SampleBlock[]> {
  const stop = new AbortController();
  const blocks: SampleBlock[] = [];
  for await (const block of driver.capture(setup, stop.signal)) {
    blocks.push(block);
    if (each(block)) stop.abort();
  }
  return blocks;
}

describe.runIf(rigIsThere(["cc"])).each(libraries)("boxes of $driver.kind", (library) => {
  const { driver, double, supplied, bare, program } = library;
  const folder = temporaryFolder();
  let bench: VendorBench;
  beforeAll(() => {
    bench = vendorBench(join(folder.path, "bench"), double);
  });
  afterAll(() => folder[Symbol.dispose]());
  const meet = (iepeAsked = false) => {
    bench.reset();
    for (const [name, value] of Object.entries(bench.environment)) vi.stubEnv(name, value);
    if (iepeAsked) vi.stubEnv("AUSCULT_TEST_IEPE", "1");
  };
  afterEach(() => expect(bench.violations()).toEqual([]));

  it("are found with their rates, channels and sensor supplies, and left alone otherwise", async () => {
    meet();
    const found = await driver.find();
    expect(found.map(({ address }) => address).sort()).toEqual([bare.address, supplied.address].sort());
    const box = found.find(({ address }) => address === supplied.address)!;
    expect(box.channels).toHaveLength(4);
    expect(box.channels[0]).toMatchObject({ quantity: "voltage", unit: "V", sensitivity: 1 });
    expect(box.sampleRates).toContain(supplied.sampleRate);
    expect(box.sampleRates).not.toContain(102_400);
    expect(box.via).toContain("with sensor supply");
    expect(await driver.find()).toEqual(found);
    // Where they share one converter, fewer inputs can be faster.
    const all = found.find(({ address }) => address === bare.address)!;
    const few = await driver.describe(bare.address, { inputs: 2 });
    expect(few.channels).toEqual(all.channels.slice(0, 2));
    expect(few.sampleRates.at(-1)).toBeGreaterThanOrEqual(100_000);
    expect(all.sampleRates.at(-1)!).toBeLessThan(51_000);
    expect(await driver.doctor()).toMatchObject({ ready: true, finding: expect.stringMatching(/, 2 /) });
  });

  it(`deliver ${supplied.channelCount} channels sample for sample for ${seconds} s`, async () => {
    meet();
    const setup = setupOf(driver, supplied);
    let due: number | undefined;
    let wrong = 0;
    let count = 0;
    const blocks = await take(driver, setup, (block) => {
      const first = Math.round(block.channels[0]![0]! * 65_536);
      if (due !== undefined && first !== due % 65_536) wrong += 1;
      due = first + block.channels[0]!.length;
      wrong += wrongSamples(block);
      count += block.channels[0]!.length;
      return count >= seconds * setup.sampleRate;
    });
    expect(wrong).toBe(0);
    expect(blocks.every((block) => block.lostBefore === 0 && block.troubles === undefined)).toBe(true);
    expect(bench.supplied()).toBe(0);
  });

  it("switch the sensor supply on when asked, and off at every end", async () => {
    meet(true);
    const setup = setupOf(driver, { ...supplied, channelCount: 2, settings: { iepe: true } });
    await take(driver, setup, () => {
      expect(bench.supplied()).toBe(2);
      return true;
    });
    expect(bench.supplied()).toBe(0);
    // also when the box is lost
    await expect(
      take(driver, setup, () => {
        bench.tell("unplugged");
        return false;
      }),
    ).rejects.toMatchObject({ code: "DEVICE_LOST", message: expect.stringContaining(supplied.address) });
    bench.untell("unplugged");
    expect(bench.supplied()).toBe(0);
    // whoever used it before was killed; without being asked, the next capture switches it off
    const stop = new AbortController();
    const killed = (async () => {
      for await (const _ of driver.capture(setup, stop.signal)) process.kill(childRunning(program), "SIGKILL");
    })();
    await expect(killed).rejects.toMatchObject({ code: "WORKER_LOST" });
    expect(bench.supplied()).toBe(2);
    await take(driver, { ...setup, settings: {} }, () => true);
    expect(bench.supplied()).toBe(0);
  });

  it("go on when the terminal or the service manager signals every process: their end is the station's to decide", async () => {
    meet(true);
    const setup = setupOf(driver, { ...supplied, channelCount: 2, settings: { iepe: true } });
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    let signalled = 0;
    const blocks = await take(driver, setup, () => {
      const signal = signals[signalled++];
      if (signal) process.kill(childRunning(program), signal);
      expect(bench.supplied()).toBe(2);
      return signalled > signals.length + 3;
    });
    expect(blocks.every((block) => block.lostBefore === 0)).toBe(true);
    expect(bench.supplied()).toBe(0);
  });

  it("are put back by the desktop's processes, too, and when the station is killed, alone or with all it has started", async () => {
    meet(true);
    const setup = setupOf(driver, { ...supplied, channelCount: 2, settings: { iepe: true } });
    const standIn = makeStandInElectron({ appPath: folder.path, userData: folder.path });
    standIn.becomeReady();
    {
      using _ = startProcessesWith(startUtilityProcess(standIn.electron.utilityProcess));
      await take(driver, setup, () => bench.supplied() === 2);
      expect(bench.supplied()).toBe(0);
    }
    const module = new URL(`../../electron/devices/${driver.kind}/${driver.kind}.ts`, import.meta.url).href;
    const code = `import { ${driver.kind} } from ${JSON.stringify(module)};
      for await (const block of ${driver.kind}.capture(${JSON.stringify(setup)}, new AbortController().signal)) console.log("block");`;
    for (const end of ["killed", "with all it has started"] as const) {
      const station = spawn(process.execPath, ["--input-type=module", "--eval", code], {
        stdio: ["ignore", "pipe", "inherit"],
        // A group of its own, so that a signal can reach the station and what it has started, and nobody else.
        detached: true,
      });
      await once(station.stdout, "data");
      expect(bench.supplied()).toBe(2);
      if (end === "killed") station.kill("SIGKILL");
      else process.kill(-station.pid!, "SIGTERM");
      await vi.waitFor(() => expect(bench.supplied()).toBe(0), { timeout: 5000, interval: 20 });
    }
  });

  it("that are stuck at their end are left behind in time", async () => {
    meet();
    const setup = setupOf(driver, bare);
    let stopped = 0;
    await take(driver, setup, () => {
      bench.tell("stuck");
      stopped = performance.now();
      return true;
    });
    expect(performance.now() - stopped).toBeLessThan(2500);
    expect(() => childRunning(program)).toThrow("No child runs");
    bench.untell("stuck");
    expect(await take(driver, setup, () => true)).toHaveLength(1);
  });

  it("cannot feed sensors where they have no supply", async () => {
    meet();
    const setup = setupOf(driver, { ...bare, settings: { iepe: true } });
    await expect(take(driver, setup, () => true)).rejects.toMatchObject({
      code: "BAD_INPUT",
      message: expect.stringContaining(`${bare.address} cannot feed IEPE sensors`),
    });
  });

  it("go on after an overrun, which is counted, with the samples it cost", async () => {
    meet();
    const setup = setupOf(driver, bare);
    let count = 0;
    const blocks = await take(driver, setup, () => {
      count += 1;
      if (count === 5) bench.tell("overrun");
      return count === 10;
    });
    const after = blocks.findIndex((block) => block.lostBefore > 0);
    expect(after).toBeGreaterThan(0);
    expect(blocks[after]!.troubles).toEqual({ overrun: 1 });
    expect(blocks.reduce((sum, block) => sum + (block.troubles?.overrun ?? 0), 0)).toBe(1);
    // The counterpart's ramp goes on by its own clock while it does not scan: it tells what was really lost.
    const [before, next] = [blocks[after - 1]!, blocks[after]!];
    const last = Math.round(before.channels[0]!.at(-1)! * 65_536);
    const truly = (Math.round(next.channels[0]![0]! * 65_536) - last - 1 + 65_536) % 65_536;
    expect(Math.abs(next.lostBefore - truly)).toBeLessThanOrEqual(0.1 * setup.sampleRate);
    expect(blocks.reduce((sum, block) => sum + wrongSamples(block), 0)).toBe(0);
  });

  it("say which rate they make of the one they were asked for", async () => {
    meet();
    bench.coerce(0.98);
    const { address, sampleRate } = bare;
    await expect(take(driver, setupOf(driver, bare), () => true)).rejects.toMatchObject({
      code: "RATE_NOT_OFFERED",
      message: `${address} does not offer ${sampleRate} Hz, but ${0.98 * sampleRate} Hz. Choose one of these.`,
    });
    // What lies within a thousandth is the clock's drift, not another rate.
    bench.coerce(1.0005);
    expect(await take(driver, setupOf(driver, bare), () => true)).toHaveLength(1);
  });

  it("are told to be missing, in use, or not allowed", async () => {
    meet();
    const setup = setupOf(driver, bare);
    const fault = (code: string) => expect.objectContaining({ code, message: expect.stringContaining(bare.address) });
    bench.tell("busy");
    await expect(take(driver, setup, () => true)).rejects.toEqual(fault("PORT_BUSY"));
    bench.untell("busy");
    bench.tell("unplugged");
    await expect(take(driver, setup, () => true)).rejects.toEqual(fault("DEVICE_MISSING"));
    expect(await driver.find()).toEqual([]);
    bench.untell("unplugged");
    await expect(take(driver, { ...setup, channelCount: 33 }, () => true)).rejects.toEqual(fault("BAD_INPUT"));
    await expect(take(driver, { ...setup, sampleRate: 1e6 }, () => true)).rejects.toEqual(fault("RATE_NOT_OFFERED"));
    const wrong: DeviceSetup["settings"][] = [
      { iepe: "yes" },
      { range: -1 },
      { range: 1000 },
      { inputMode: "upside down" },
      { inputs: 0 },
    ];
    for (const settings of wrong) {
      await expect(take(driver, { ...setup, settings }, () => true)).rejects.toMatchObject({ code: "BAD_INPUT" });
    }
  });

  it("are not found where the library is not installed, and doctor says how it is", async () => {
    meet();
    for (const name of Object.keys(bench.environment)) {
      if (name.startsWith("AUSCULT_TEST")) continue;
      vi.stubEnv(name, "/nowhere/library.so");
      expect(await driver.find()).toEqual([]);
      const missing = expect.stringContaining(`(/nowhere/library.so). Correct ${name}.`);
      expect(await driver.doctor()).toMatchObject({ ready: false, finding: missing });
      await expect(driver.describe(bare.address, {})).rejects.toMatchObject({ code: "LIBRARY_MISSING" });
    }
  });
});
