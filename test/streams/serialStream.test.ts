import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { serialFrames } from "../../electron/devices/serialFrames/serialFrames.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import { exampleFrameFormat } from "../../electron/domain/frameFormat.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles } from "../../electron/domain/sourceTroubles.ts";
import { childRunning } from "../makers/childRunning.ts";
import { exampleFrame } from "../makers/frames.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";

const long = process.env.AUSCULT_LONG === "1";
const folder = mkdtempSync(join(tmpdir(), "serial-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setupFor = (address: string, sampleRate: number, channelCount: number): DeviceSetup => ({
  id: "sensor",
  driver: "serialText",
  address,
  name: "Sensor",
  sampleRate,
  channelCount,
  settings: {},
});

describe.runIf(rigIsThere(["socat"]))("a text stream", () => {
  it(`loses none of ${long ? 100_000 : 10_000} lines`, async () => {
    const count = long ? 100_000 : 10_000;
    const rate = 10_000;
    await using pair = await socatPair(folder);
    const stop = new AbortController();
    const reports: CaptureReport[] = [];
    const setup = setupFor(pair.station, rate, 3);
    const line = (i: number) => `${i}, ${-i / 4}, ${i % 7}`;
    const writing = serialWriter(pair.device, { rate, stop: stop.signal, line });
    // What the device sent before the port was open is rightly not there: counted from the first line that is.
    let start: number | undefined;
    let next = 0;
    let lost = 0;
    for await (const { channels, lostBefore } of keepCapturing(serialText, setup, {
      stop: stop.signal,
      report: (report) => reports.push(report),
    })) {
      lost += lostBefore;
      start ??= channels[0]![0]!;
      if (next === 0) next = start;
      const [first, second, third] = channels as [Float32Array, Float32Array, Float32Array];
      for (const [i, value] of first.entries()) {
        if (value !== next || second[i] !== -next / 4 || third[i] !== next % 7)
          expect.fail(`line ${next} came as ${value}`);
        next += 1;
      }
      if (next - start >= count) stop.abort();
    }
    await writing;
    expect(lost).toBe(0);
    expect(next - start!).toBeGreaterThanOrEqual(count);
    expect(reports.map((report) => report.kind === "condition" && report.condition)).toEqual(["starting", "running"]);
  });

  it("is noticed to be lost within 3 s, and goes on with the gap counted when it is back", async () => {
    const rate = 1000;
    await using pair = await socatPair(folder);
    const stop = new AbortController();
    const reports: (CaptureReport & { at: number })[] = [];
    const blocks: SampleBlock[] = [];
    const report = (told: CaptureReport) => reports.push({ ...told, at: performance.now() });
    const write = () => serialWriter(pair.device, { rate, stop: stop.signal, line: (i) => `${i}` });
    let writing = write();
    let pulled = 0;
    for await (const block of keepCapturing(serialText, setupFor(pair.station, rate, 1), {
      stop: stop.signal,
      report,
    })) {
      blocks.push(block);
      if (blocks.length === 5) {
        await pair.unplug();
        pulled = performance.now();
        await writing;
        setTimeout(async () => {
          await pair.plug();
          writing = write();
        }, 1200);
      }
      if (blocks.length === 12) stop.abort();
    }
    await writing;
    const waiting = reports.find((told) => told.kind === "condition" && told.condition === "waiting")!;
    // Once in a while the serial library keeps quiet about a hang-up; then the stall timer notices, in time as well.
    const code = waiting.kind === "condition" ? waiting.fault?.code : undefined;
    expect(["DEVICE_LOST", "DEVICE_STALLED"]).toContain(code);
    expect(waiting.at - pulled).toBeLessThan(3000);

    const resumed = blocks.findIndex((block) => block.lostBefore > 0);
    const [before, after] = [blocks[resumed - 1]!, blocks[resumed]!];
    const missing = Math.round(((after.time - blockEnd(before)) / 1000) * rate);
    expect(after.lostBefore).toBe(missing);
    // Away for 1.2 s at least, and for as long as a retry and the opening take.
    expect(missing).toBeGreaterThan(1100);
    expect(missing).toBeLessThan(((performance.now() - pulled) / 1000) * rate + 600);
    expect(reports.find((told) => told.kind === "gap")).toMatchObject({
      reason: code,
      lostSamples: missing,
      to: after.time,
    });
    expect(blocks.map((block) => block.sequence)).toEqual(blocks.map((_, i) => i));
  });

  it("that cannot be used is counted to the last byte, although no block ever comes", async () => {
    await using pair = await socatPair(folder);
    const stop = new AbortController();
    const line = (i: number) => `no number ${i}`;
    const bytes = Array.from({ length: 600 }, (_, i) => line(i).length + 2).reduce((sum, each) => sum + each, 0);
    let rejected = 0;
    let fault: string | undefined;
    const report = (told: CaptureReport) => {
      if (told.kind === "troubles") rejected += told.troubles["rejected bytes"] ?? 0;
      if (told.kind === "condition") fault ??= told.fault?.message;
    };
    const reading = (async () => {
      for await (const _ of keepCapturing(serialText, setupFor(pair.station, 1000, 1), { stop: stop.signal, report }));
    })();
    await expect.poll(() => holdsPort(pair.station), { timeout: 5000 }).toBe(true);
    const sent = serialWriter(pair.device, { rate: 300, count: 600, line });
    await sent;
    await expect.poll(() => rejected, { timeout: 4000 }).toBe(bytes);
    await expect.poll(() => fault, { timeout: 5000 }).toContain('"no number ');
    stop.abort();
    await reading;
  });

  it("that is far slower than set up is no silent one: its samples come, in time, and its rate is told", async () => {
    await using pair = await socatPair(folder);
    const stop = new AbortController();
    const writing = serialWriter(pair.device, { rate: 100, stop: stop.signal, line: (i) => `${i}` });
    const told: CaptureReport[] = [];
    let samples = 0;
    let drift: number | undefined;
    let began: number | undefined;
    const setup = setupFor(pair.station, 10_000, 1);
    const report = (each: CaptureReport) => told.push(each);
    for await (const block of keepCapturing(serialText, setup, { stop: stop.signal, report })) {
      began ??= performance.now();
      samples += block.channels[0]!.length;
      drift = block.clock?.drift;
      if (drift !== undefined || performance.now() - began > 15_000) stop.abort();
    }
    await writing;
    expect(drift).toBeCloseTo(-990_000, -4);
    expect(samples).toBeGreaterThan(400);
    expect(told.filter((each) => each.kind === "condition" && each.fault)).toEqual([]);
  });

  it("of frames says of every damaged one that it was lost, where, and how many bytes", async () => {
    await using pair = await socatPair(folder);
    const stop = new AbortController();
    const isDamaged = (i: number) => i % 50 === 25;
    const line = (i: number) => {
      const frame = exampleFrame([i % 8192, 1, 2]);
      if (isDamaged(i)) frame[7]! ^= 0x10;
      return frame;
    };
    const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line });
    const setup = { ...setupFor(pair.station, 1000, 3), driver: "serialFrames" };
    const settings = { frame: JSON.stringify(exampleFrameFormat) };
    let troubles: SourceTroubles = {};
    let next: number | undefined;
    let lost = 0;
    for await (const block of serialFrames.capture({ ...setup, settings }, stop.signal)) {
      troubles = addTroubles(troubles, block.troubles);
      if (next !== undefined) {
        lost += block.lostBefore;
        next += block.lostBefore;
      }
      for (const value of block.channels[0]!) {
        const index = Math.round(value * 2048);
        next ??= index;
        if (index !== next || isDamaged(index)) expect.fail(`frame ${index} where ${next} was due`);
        next += 1;
      }
      if (lost >= 20) stop.abort();
    }
    await writing;
    const { "checksum error": errors = 0, resynchronisation: searches, "rejected bytes": rejected = 0 } = troubles;
    // The decoder may be a damage ahead of the last block.
    expect(errors - lost).toBeGreaterThanOrEqual(0);
    expect(errors - lost).toBeLessThanOrEqual(2);
    expect(searches).toBe(errors);
    // Before the first frame there may have been the rest of one, and a damaged one.
    expect(rejected - 10 * errors).toBeGreaterThanOrEqual(0);
    expect(rejected - 10 * errors).toBeLessThan(20);
  });

  it("that hangs up in mid-stream is noticed within 3 s, at the cost of no more than a moment's work", async () => {
    // In one case of four the library then reads nothing for ever, without a word.
    for (let round = 0; round < 6; round++) {
      const link = join(folder, `hanging${round}`);
      const program = "SYSTEM:while true; do echo 123456789; done";
      const socat = spawn("socat", [`pty,rawer,echo=0,link=${link}`, program], { stdio: "ignore", detached: true });
      const ended = once(socat, "exit");
      try {
        await expect.poll(() => existsSync(link), { timeout: 5000 }).toBe(true);
        let killed = 0;
        let [before, after] = [0, 0];
        let watching: NodeJS.Timeout | undefined;
        const reading = (async () => {
          let blocks = 0;
          const { signal } = new AbortController();
          for await (const _ of serialText.capture(setupFor(link, 100_000, 1), signal)) {
            if (++blocks !== 3 + round) continue;
            // The whole group: the shell that feeds it, too.
            process.kill(-socat.pid!, "SIGKILL");
            killed = performance.now();
            before = cpuSeconds();
            watching = setInterval(() => {
              after = Math.max(after, cpuSeconds());
            }, 20);
          }
        })();
        await expect(reading).rejects.toMatchObject({ code: "DEVICE_LOST" });
        clearInterval(watching);
        expect(performance.now() - killed).toBeLessThan(3000);
        expect(after - before).toBeLessThan(1);
        expect(() => childRunning("serialProcess")).toThrow("No child runs");
      } finally {
        if (socat.exitCode === null && socat.signalCode === null) process.kill(-socat.pid!, "SIGKILL");
        await ended;
        rmSync(link, { force: true });
      }
    }
  });
});

/** Whether the process that talks to the port has it open. */
function holdsPort(port: string): boolean {
  try {
    const folder = `/proc/${childRunning("serialProcess")}/fd`;
    const terminal = realpathSync(port);
    return readdirSync(folder).some((name) => readlinkSync(join(folder, name)) === terminal);
  } catch {
    return false;
  }
}

/** Of the process that talks to the port; 0 when it is gone. */
function cpuSeconds(): number {
  try {
    const fields = readFileSync(`/proc/${childRunning("serialProcess")}/stat`, "utf8")
      .split(") ")[1]!
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
