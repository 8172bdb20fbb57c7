import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { modbusRtu } from "../../electron/devices/modbus/modbus.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { registersFrom, serialSlaves } from "../makers/modbusSlave.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { socatPair } from "../makers/socatPair.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const map = JSON.stringify({ name: "Transmitter", registers: [{ name: "Level", address: 7 }] });
const saying = (value: number) => ({ registers: registersFrom(7, [value]) });
const silent = { registers: null };

async function openLine() {
  await using opening = new AsyncDisposableStack();
  const pair = opening.use(await socatPair(opening.use(temporaryFolder()).path));
  const slaves = opening.use(await serialSlaves(pair.device, { 1: saying(100), 2: saying(200) }));
  const parts = opening.move();
  return { pair, path: pair.station, slaves, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

function setupOf(address: string, slave: number, interval: number, more = {}): DeviceSetup {
  const settings = { map: "own", registers: map, slave, interval, ...more };
  const id = `modbusRtu:${address}#${slave}`;
  const name = slave === 1 ? "Pump sensor" : "Fan sensor";
  return { id, driver: "modbusRtu", address, name, sampleRate: 1 / interval, channelCount: 1, settings };
}

/** A device in use, as the station uses it. */
function inUse(setup: DeviceSetup) {
  const stop = new AbortController();
  const blocks: SampleBlock[] = [];
  const reports: CaptureReport[] = [];
  const running = (async () => {
    const options = { stop: stop.signal, report: (report: CaptureReport) => void reports.push(report) };
    for await (const block of keepCapturing(modbusRtu, setup, options)) blocks.push(block);
  })();
  const faults = () => reports.flatMap((each) => (each.kind === "condition" && each.fault ? [each.fault] : []));
  const end = async () => {
    stop.abort();
    await running;
  };
  return {
    blocks,
    reports,
    faults,
    values: () => new Set(blocks.map(({ channels }) => channels[0]![0])),
    end,
    [Symbol.asyncDispose]: end,
  };
}

async function until(isSo: () => boolean, seconds: number, what: string): Promise<void> {
  const begun = performance.now();
  while (!isSo()) {
    if (performance.now() - begun > 1000 * seconds) throw new Error(`Not within ${seconds} s: ${what}`);
    await sleep(20);
  }
}

const lostIn = (blocks: readonly SampleBlock[]) => blocks.reduce((sum, { lostBefore }) => sum + lostBefore, 0);
/** By the lock that the library takes. */
const isFree = (path: string) => spawnSync("flock", ["--nonblock", path, "true"]).status === 0;

describe.runIf(rigIsThere(["socat", "flock"]))("two slaves at one serial port", () => {
  it("are read side by side, each at its own pace; the port is held until the last one is left", async () => {
    await using line = await openLine();
    await using quick = inUse(setupOf(line.path, 1, 0.1));
    await using slow = inUse(setupOf(line.path, 2, 0.25));
    await until(() => quick.blocks.length >= 15 && slow.blocks.length >= 6, 8, "blocks of both");
    for (const [{ blocks, values, faults }, value, rate] of [
      [quick, 100, 10],
      [slow, 200, 4],
    ] as const) {
      expect(faults()).toEqual([]);
      expect(values()).toEqual(new Set([value]));
      for (const [index, block] of blocks.entries()) {
        expect(block).toMatchObject({ sampleRate: rate, sequence: index });
        const due = index === 0 ? block.time : blockEnd(blocks[index - 1]!) + (block.lostBefore * 1000) / rate;
        expect(block.time).toBeCloseTo(due, 3);
      }
    }
    expect(isFree(line.path)).toBe(false);

    await quick.end();
    const before = slow.blocks.length;
    await until(() => slow.blocks.length >= before + 4, 5, "blocks of the one that stays");
    expect(slow.faults()).toEqual([]);
    expect(isFree(line.path)).toBe(false);
    const stopped = performance.now();
    await slow.end();
    expect(isFree(line.path)).toBe(true);
    expect(performance.now() - stopped).toBeLessThan(1000);
  }, 20_000);

  it("do not suffer from each other: one that is silent or damaged costs a time-out now and then, and is taken up again", async () => {
    await using line = await openLine();
    await using well = inUse(setupOf(line.path, 1, 0.1));
    await using calm = inUse(setupOf(line.path, 1, 0.8));
    await using ill = inUse(setupOf(line.path, 2, 0.1));
    await until(() => well.blocks.length >= 3 && ill.blocks.length >= 3 && calm.blocks.length > 0, 8, "blocks of all");
    await line.slaves.set({ 1: saying(100), 2: silent });
    const from = well.blocks.length;
    await until(() => ill.faults().length > 0, 8, "that the silent one is told");
    await sleep(2500);
    const meanwhile = well.blocks.slice(from);
    const [fault] = ill.faults();
    expect(fault).toMatchObject({ code: "DEVICE_STALLED", message: expect.stringContaining("Slave 2 at") });
    // what went wrong is on the account of the silent one
    expect(ill.reports).toContainEqual(
      expect.objectContaining({ kind: "troubles", troubles: { "no answer": expect.any(Number) } }),
    );
    // on a busy computer one answer may come late
    expect(meanwhile.filter(({ troubles }) => troubles !== undefined).length).toBeLessThanOrEqual(1);
    // a time-out is 0.3 s, the bytes, and 60 ms of quiet; a busy computer adds some
    expect(Math.max(...meanwhile.map(({ lostBefore }) => lostBefore))).toBeLessThanOrEqual(5);
    expect(meanwhile.filter(({ lostBefore }) => lostBefore > 1).length).toBeLessThanOrEqual(6);
    expect(lostIn(meanwhile)).toBeLessThan(0.5 * meanwhile.length);

    await line.slaves.set({ 1: saying(100), 2: saying(201) });
    await until(() => ill.values().has(201), 8, "that it is taken up again");
    expect(ill.values()).toEqual(new Set([200, 201]));
    const gap = ill.reports.find((each) => each.kind === "gap" && each.reason === "DEVICE_STALLED");
    expect(gap).toMatchObject({ lostSamples: expect.any(Number) });
    expect(lostIn(ill.blocks)).toBeGreaterThan(20);
    await line.slaves.set({ 1: saying(100), 2: { ...saying(201), damageEvery: 1 } });
    const damagedFrom = well.blocks.length;
    await until(() => well.blocks.length > damagedFrom + 15, 8, "blocks beside a damaged one");
    expect(lostIn(well.blocks.slice(damagedFrom))).toBeLessThanOrEqual(2);
    expect(well.blocks.every(({ troubles }) => troubles?.["checksum error"] === undefined)).toBe(true);
    for (const each of [well, calm]) {
      expect(each.faults()).toEqual([]);
      expect(each.values()).toEqual(new Set([100]));
    }
    // who has time to wait loses nothing at all
    expect(lostIn(calm.blocks)).toBe(0);
  }, 40_000);

  it("are lost together with their port, and come back with it", async () => {
    await using line = await openLine();
    await using one = inUse(setupOf(line.path, 1, 0.1));
    await using other = inUse(setupOf(line.path, 2, 0.1));
    await until(() => one.blocks.length > 2 && other.blocks.length > 2, 8, "blocks of both");
    await line.pair.unplug();
    await until(() => one.faults().length > 0 && other.faults().length > 0, 8, "that both are told");
    for (const { faults } of [one, other]) expect(["DEVICE_LOST", "DEVICE_STALLED"]).toContain(faults()[0]!.code);
    await line.pair.plug();
    await using _ = await serialSlaves(line.pair.device, { 1: saying(101), 2: saying(201) });
    await until(() => one.values().has(101) && other.values().has(201), 12, "both again");
    await one.end();
    await other.end();
    expect(isFree(line.path)).toBe(true);
  }, 40_000);

  it("that are to speak otherwise are refused with both names, until both are set alike", async () => {
    await using line = await openLine();
    await using one = inUse(setupOf(line.path, 1, 0.1));
    await until(() => one.blocks.length > 2, 8, "blocks");
    const other = inUse(setupOf(line.path, 2, 0.1, { baudRate: 9600, parity: "even" }));
    await using _ = other;
    await until(() => other.faults().length > 0, 8, "that it is refused");
    const said = `At ${line.path} all slaves speak alike, but Fan sensor (slave 2) with 9600 baud, parity even, 1 stop bit was to be read beside Pump sensor (slave 1) with 19200 baud, parity none, 1 stop bit. Set both alike.`;
    expect(other.faults()[0]).toMatchObject({ code: "PORT_BUSY", message: said });
    const settings = { map: "own", registers: map, slave: 2, baudRate: 9600 };
    await expect(modbusRtu.describe(line.path, settings)).rejects.toMatchObject({ code: "PORT_BUSY" });
    expect(one.faults()).toEqual([]);
    expect(other.blocks).toEqual([]);
  }, 20_000);

  it("can be looked at and shown while the other one is in use", async () => {
    await using line = await openLine();
    await using one = inUse(setupOf(line.path, 1, 0.1));
    await until(() => one.blocks.length > 2, 8, "blocks");
    const settings = { map: "own", registers: map, slave: 2, interval: 0.2 };
    expect(await modbusRtu.describe(line.path, settings)).toMatchObject({ id: `modbusRtu:${line.path}#2` });
    expect(modbusRtu.idOf!(line.path, settings)).toBe(`modbusRtu:${line.path}#2`);
    const stop = new AbortController();
    let shown = 0;
    for await (const { rows, finding } of modbusRtu.preview!(line.path, settings, stop.signal)) {
      expect(finding).toBeUndefined();
      expect(new Set(rows.flat())).toEqual(new Set([200]));
      if (++shown === 3) stop.abort();
    }
    const nobody = { ...settings, slave: 3 };
    await expect(modbusRtu.describe(line.path, nobody)).rejects.toMatchObject({
      message: expect.stringContaining("Slave 3 at"),
    });
    expect(one.faults()).toEqual([]);
    expect(one.values()).toEqual(new Set([100]));
  }, 20_000);
});
