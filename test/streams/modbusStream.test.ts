import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { modbusRtu, modbusTcp } from "../../electron/devices/modbus/modbus.ts";
import type { DevicePreview } from "../../electron/domain/devicePreview.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles } from "../../electron/domain/sourceTroubles.ts";
import {
  calmQm30,
  firstRegister,
  qm30Registers,
  registersFrom,
  type SlaveState,
  serialSlave,
  tcpSlave,
} from "../makers/modbusSlave.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { socatPair } from "../makers/socatPair.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const registers = registersFrom(firstRegister, qm30Registers(calmQm30));
const temperature = 3;

function setupFor(driver: string, address: string, rate: number, settings: DeviceSetup["settings"] = {}): DeviceSetup {
  return { id: "sensor", driver, address, name: "Sensor", sampleRate: rate, channelCount: 22, settings };
}

const never = () => new AbortController().signal;

async function take(driver: typeof modbusRtu, setup: DeviceSetup, count: number): Promise<SampleBlock[]> {
  const blocks: SampleBlock[] = [];
  for await (const block of driver.capture(setup, never())) {
    blocks.push(block);
    if (blocks.length === count) break;
  }
  return blocks;
}

function totals(blocks: readonly SampleBlock[]): { lost: number; troubles: SourceTroubles } {
  return {
    lost: blocks.reduce((sum, { lostBefore }) => sum + lostBefore, 0),
    troubles: blocks.reduce<SourceTroubles>((sum, { troubles }) => addTroubles(sum, troubles), {}),
  };
}

describe.runIf(rigIsThere(["socat"]))("a slave at a serial port", () => {
  const parts = new AsyncDisposableStack();
  const opened = (async () => {
    const pair = parts.use(await socatPair(parts.use(temporaryFolder()).path));
    return { pair, slave: parts.use(await serialSlave(pair.device, 1, { registers })) };
  })();
  afterAll(() => parts.disposeAsync());
  const rig = async (state: SlaveState) => {
    const { pair, slave } = await opened;
    await slave.set(state);
    return { path: pair.station, set: slave.set };
  };

  it("is read as it measures, temperatures below zero too, on a grid of time", async () => {
    const { path } = await rig({ registers });
    const blocks = await take(modbusRtu, setupFor("modbusRtu", path, 10), 8);
    for (const { channels } of blocks) {
      expect(channels[temperature]![0]).toBeCloseTo(-12.34, 4);
      expect(channels[1]![0]).toBeCloseTo(1.234, 4);
    }
    const times = blocks.map(({ time, lostBefore }) => time - lostBefore * 100);
    for (const [index, block] of blocks.entries()) {
      if (index > 0) expect(times[index]! - blockEnd(blocks[index - 1]!)).toBeCloseTo(0, 3);
      expect(block.sampleRate).toBe(10);
    }
    // on a busy computer an answer may come late; damaged it never comes
    expect(totals(blocks).troubles["checksum error"]).toBeUndefined();
  });

  it("whose answers arrive damaged, or in noise, is asked again: counted, and nothing wrong is taken for a value", async () => {
    const { path } = await rig({ registers, damageEvery: 3, noise: 4 });
    const blocks = await take(modbusRtu, setupFor("modbusRtu", path, 2.5), 10);
    expect(blocks.every(({ channels }) => Math.abs(channels[temperature]![0]! + 12.34) < 1e-4)).toBe(true);
    const { lost, troubles } = totals(blocks);
    expect(lost).toBe(0);
    // every third of some 14 answers, each of which 49 bytes long and 4 bytes into the noise
    expect(troubles["checksum error"]).toBeGreaterThanOrEqual(4);
    expect(troubles.resynchronisation).toBeGreaterThanOrEqual(10);
    // unless a busy computer let one come too late, which is thrown away whole
    if (troubles["no answer"] === undefined)
      expect(troubles["rejected bytes"]).toBe(49 * troubles["checksum error"]! + 4 * troubles.resynchronisation!);
  });

  it("that falls silent is a stall with a sentence, and a gap when it speaks again: never the last value once more", async () => {
    const { path, set } = await rig({ registers });
    const stop = new AbortController();
    const reports: CaptureReport[] = [];
    const blocks: SampleBlock[] = [];
    let silentAt = 0;
    const other = registersFrom(firstRegister, qm30Registers({ ...calmQm30, temperature: 41 }));
    for await (const block of keepCapturing(modbusRtu, setupFor("modbusRtu", path, 10), {
      stop: stop.signal,
      report: (report) => {
        reports.push(report);
        if (report.kind === "condition" && report.condition === "waiting") void set({ registers: other });
      },
    })) {
      blocks.push(block);
      if (blocks.length === 5) {
        await set({ registers: null });
        silentAt = performance.now();
      }
      if (block.channels[temperature]![0]! > 0) stop.abort();
    }
    const waiting = reports.find((each) => each.kind === "condition" && each.condition === "waiting");
    expect(waiting).toMatchObject({
      fault: {
        code: "DEVICE_STALLED",
        message: expect.stringMatching(/^Slave 1 at .* does not answer\. Check baud rate, parity, wiring/),
      },
    });
    const gap = reports.find((each) => each.kind === "gap" && each.reason === "DEVICE_STALLED");
    expect(gap).toBeDefined();
    const last = blocks.at(-1)!;
    const before = blocks.at(-2)!;
    expect(last.lostBefore).toBeGreaterThan(20);
    expect(Math.abs(last.time - blockEnd(before) - last.lostBefore * 100)).toBeLessThan(150);
    // noticed after 2.2 s, mended after a second more and the opening
    expect(performance.now() - silentAt).toBeLessThan(12_000);
    expect(before.channels[temperature]![0]).toBeCloseTo(-12.34, 4);
  }, 20_000);

  it("that has no such registers is refused, naming them", async () => {
    const { path } = await rig({ registers: registersFrom(0, [1, 2, 3]) });
    await expect(take(modbusRtu, setupFor("modbusRtu", path, 10), 1)).rejects.toMatchObject({
      code: "BAD_INPUT",
      message: expect.stringMatching(
        /^Slave 1 at .* refuses registers 5200 to 5221 \(Z velocity.*Illegal data address.*Correct the register map\.$/s,
      ),
    });
  });

  it("is recognised with its map, rate and address within 5 s; another one is not", async () => {
    const { path, set } = await rig({ registers });
    const begun = performance.now();
    expect(await modbusRtu.recognise!(path, never())).toMatchObject({
      driver: "modbusRtu",
      address: path,
      name: "Banner QM30VT2",
      settings: { map: "qm30vt2", slave: 1, baudRate: 19_200 },
    });
    expect(performance.now() - begun).toBeLessThan(5000);
    await set({ registers: registersFrom(firstRegister, [500, 500, 500, 500]) });
    const again = performance.now();
    expect(await modbusRtu.recognise!(path, never())).toBeUndefined();
    expect(performance.now() - again).toBeLessThan(5000);
  }, 15_000);

  it("is shown while it is set up, and why not while the settings do not fit", async () => {
    const { path, set } = await rig({ registers: null });
    const stop = new AbortController();
    const shown: DevicePreview[] = [];
    for await (const preview of modbusRtu.preview!(path, { map: "qm30vt2", interval: 0.2 }, stop.signal)) {
      shown.push(preview);
      if (preview.finding) await set({ registers });
      if (preview.samples >= 3) stop.abort();
    }
    expect(shown[0]!.finding).toMatch(/does not answer/);
    expect(shown.at(-1)).toMatchObject({ samples: 3, rows: [{}, {}, {}], sampleRate: 5 });
    expect(shown.at(-1)!.raw).toContain("5203  Temperature: -12.34 °C");
    expect(shown.at(-1)!.channels[temperature]).toMatchObject({ unit: "°C", signal: "feature", sensitivity: 1 });
  }, 15_000);
});

describe("a slave on the network", () => {
  it("is read, lost when it closes, and told when nobody is there", async () => {
    const slave = await tcpSlave(registers);
    const blocks: SampleBlock[] = [];
    const reading = (async () => {
      for await (const block of modbusTcp.capture(setupFor("modbusTcp", slave.address, 20), never()))
        blocks.push(block);
    })();
    const lost = expect(reading).rejects.toMatchObject({
      code: "DEVICE_LOST",
      message: expect.stringContaining(slave.address),
    });
    while (blocks.length < 5) await sleep(20);
    expect(blocks[0]!.channels[temperature]![0]).toBeCloseTo(-12.34, 4);
    await slave[Symbol.asyncDispose]();
    await lost;
    await expect(modbusTcp.describe(slave.address, {})).rejects.toMatchObject({ code: "DEVICE_MISSING" });
  });

  it("with a map of one's own delivers its values", async () => {
    await using slave = await tcpSlave(registersFrom(100, [0x41bc, 0x0000, 0xff38]));
    const own = {
      name: "Transmitter",
      registers: [
        { name: "Pressure", address: 100, type: "float32", quantity: "other", unit: "raw" },
        { name: "Housing", address: 102, type: "int16", divide: 10, quantity: "temperature", unit: "°C" },
      ],
    };
    const settings = { map: "own", registers: JSON.stringify(own), interval: 0.1 };
    const info = await modbusTcp.describe(slave.address, settings);
    expect(info).toMatchObject({
      name: "Transmitter",
      sampleRates: [10],
      channels: [{ name: "Pressure" }, { unit: "°C" }],
    });
    const setup = { ...setupFor("modbusTcp", slave.address, 10, settings), channelCount: 2 };
    const [block] = await take(modbusTcp, setup, 1);
    expect(block!.channels.map(([value]) => value)).toEqual([23.5, -20]);
    await expect(take(modbusTcp, { ...setup, channelCount: 3 }, 1)).rejects.toMatchObject({ code: "BAD_INPUT" });
  });
});
