import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Fault, type FaultCode } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { CaptureReport } from "./captureReport.ts";
import type { Driver } from "./driver.ts";
import { type KeepCapturingOptions, keepCapturing, usualRetry } from "./keepCapturing.ts";

const setup: DeviceSetup = {
  id: "device",
  driver: "scripted",
  address: "somewhere",
  name: "Sensor 7",
  sampleRate: 1000,
  channelCount: 1,
  settings: {},
};

/** What one opening of the scripted device does, step by step. */
type Step = { time: number; lostBefore?: number; length?: number } | FaultCode | "silence" | "deaf silence" | "end";

function scripted(openings: readonly Step[][], live = true) {
  const seen = { openings: 0, freed: 0 };
  const driver: Driver = {
    kind: "scripted",
    isLive: () => live,
    find: async () => [],
    describe: async () => expect.fail("not asked"),
    doctor: async () => ({ driver: "scripted", ready: true, finding: "" }),
    async *capture(_, stop) {
      const steps = openings[seen.openings++] ?? ["silence"];
      let sequence = 0;
      try {
        for (const step of steps) {
          if (stop.aborted) return;
          if (step === "end") return;
          if (step === "deaf silence") await new Promise(() => {});
          else if (step === "silence") await sleep(60_000, undefined, { signal: stop }).catch(() => {});
          else if (typeof step === "string") throw new Fault(step, `Trouble: ${step}`);
          else {
            const { time, lostBefore = 0, length = 100 } = step;
            const channels = [new Float32Array(length).fill(time)];
            yield { deviceId: setup.id, sequence: sequence++, time, sampleRate: 1000, channels, lostBefore };
          }
        }
      } finally {
        seen.freed += 1;
      }
    },
  };
  return { driver, seen };
}

async function run(driver: Driver, wanted: number, options: Partial<KeepCapturingOptions> = {}) {
  const reports: CaptureReport[] = [];
  const blocks: SampleBlock[] = [];
  const stop = new AbortController();
  const report = (report: CaptureReport) => reports.push(report);
  const fast = { retryAfter: (fault: Fault) => (usualRetry(fault) === undefined ? undefined : 5) };
  for await (const block of keepCapturing(driver, setup, { stop: stop.signal, report, ...fast, ...options })) {
    blocks.push(block);
    if (blocks.length === wanted) stop.abort();
  }
  const told = reports.map((report) => {
    if (report.kind === "gap") return `gap ${report.from}…${report.to}: ${report.lostSamples} (${report.reason})`;
    if (report.kind === "troubles") return `troubles ${JSON.stringify(report.troubles)}`;
    return [report.condition, report.fault?.code].filter(Boolean).join(" ");
  });
  return { blocks, told, reports };
}

const ways = (blocks: readonly SampleBlock[]) => blocks.map((block) => [block.sequence, block.time, block.lostBefore]);

describe("keepCapturing", () => {
  it("reopens a lost device: sequence runs on, the gap is the true one", async () => {
    const { driver, seen } = scripted([
      [{ time: 0 }, { time: 100 }, "DEVICE_LOST"],
      ["DEVICE_MISSING"],
      ["DEVICE_MISSING"],
      [{ time: 1700.4 }, { time: 1800.4 }],
    ]);
    const { blocks, told } = await run(driver, 4);
    expect(ways(blocks)).toEqual([
      [0, 0, 0],
      [1, 100, 0],
      [2, 1700.4, 1500],
      [3, 1800.4, 0],
    ]);
    expect(told).toEqual([
      "starting",
      "running",
      "waiting DEVICE_LOST",
      "waiting DEVICE_MISSING",
      "running",
      "gap 200.4000000000001…1700.4: 1500 (DEVICE_LOST)",
    ]);
    expect(seen.freed).toBe(4);
  });

  it("passes on what the driver itself counts as lost", async () => {
    const { driver } = scripted([[{ time: 0 }, { time: 150, lostBefore: 50 }]]);
    const { blocks, told } = await run(driver, 2);
    expect(ways(blocks)).toEqual([
      [0, 0, 0],
      [1, 150, 50],
    ]);
    expect(told.at(-1)).toBe("gap 100…150: 50 (lost in device)");
  });

  it("does not count the time before a device was first seen", async () => {
    const { driver } = scripted([["DEVICE_MISSING"], [{ time: 9000 }]]);
    const { blocks, told } = await run(driver, 1);
    expect(ways(blocks)).toEqual([[0, 9000, 0]]);
    expect(told).toEqual(["starting", "waiting DEVICE_MISSING", "running"]);
  });

  it.each(["silence", "deaf silence"] as const)("reopens a live device after %s", async (silence) => {
    const { driver } = scripted([[{ time: 0 }, silence], [{ time: 500 }]]);
    const { blocks, told, reports } = await run(driver, 2, { stallAfter: 50 });
    expect(ways(blocks)[1]).toEqual([1, 500, 400]);
    expect(told).toContain("waiting DEVICE_STALLED");
    expect(reports.find((report) => report.kind === "condition" && report.fault)).toMatchObject({
      fault: { message: "Sensor 7 (somewhere) has sent nothing for 0.1 s. Check that it is switched on and sending." },
    });
  });

  it("does not hold the reader's slowness against the device", async () => {
    const { driver, seen } = scripted([[{ time: 0 }, { time: 100 }, { time: 200 }]]);
    const stop = new AbortController();
    for await (const block of keepCapturing(driver, setup, { stop: stop.signal, report: () => {}, stallAfter: 20 })) {
      await sleep(60);
      if (block.sequence === 2) stop.abort();
    }
    expect(seen.openings).toBe(1);
  });

  it.each(["BAD_FILE", "BAD_INPUT"] as const)("ends with %s: only a change of the setup helps", async (code) => {
    const { driver, seen } = scripted([[{ time: 0 }, code]]);
    const { told } = await run(driver, 9);
    expect(told).toEqual(["starting", "running", `ended ${code}`]);
    expect(seen.openings).toBe(1);
  });

  it("tries seldom what somebody must mend outside", () => {
    expect(usualRetry(new Fault("RATE_NOT_OFFERED", ""))).toBe(30_000);
    expect(usualRetry(new Fault("LIBRARY_MISSING", ""))).toBe(30_000);
    expect(usualRetry(new Fault("DEVICE_LOST", ""))).toBe(1000);
    expect(usualRetry(new Fault("PORT_BUSY", ""))).toBe(1000);
  });

  it("never reads a waiting source twice", async () => {
    const { driver, seen } = scripted([[{ time: 0 }, "DEVICE_LOST"]], false);
    expect((await run(driver, 9)).told).toEqual(["starting", "running", "ended DEVICE_LOST"]);
    expect(seen.openings).toBe(1);
  });

  it("reads on in a source that comes in pieces, and calls what lies between them not measured", async () => {
    const { driver, seen } = scripted(
      [[{ time: 0 }, { time: 500, lostBefore: 400 }, "DEVICE_MISSING"], [{ time: 900 }]],
      false,
    );
    const { blocks, told } = await run({ ...driver, inPieces: true }, 3);
    expect(seen.openings).toBe(2);
    expect(ways(blocks)[1]).toEqual([1, 500, 400]);
    expect(told).toContain("gap 100…500: 400 (not measured)");
    expect(told).toContain("waiting DEVICE_MISSING");
  });

  it("tells of one thing that was refused, and goes on", async () => {
    const { driver } = scripted([[{ time: 0 }, { time: 100 }]]);
    const picky: Driver = {
      ...driver,
      async *capture(each, stop, tell) {
        tell?.(new Fault("BAD_FILE", "No recording."));
        yield* driver.capture(each, stop);
      },
    };
    expect((await run(picky, 2)).told).toEqual(["starting", "running BAD_FILE"]);
  });

  it("waits for a source that is silent by its nature", async () => {
    const { driver, seen } = scripted([[{ time: 0 }, "silence"]]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 120);
    await run({ ...driver, longestSilence: () => 5000 }, 9, { stallAfter: 10, stop: stop.signal });
    expect(seen.openings).toBe(1);
  });

  it.each([3_600_000, 86_400_000])(
    "leaps with a clock that was put forward by %d ms, and has lost nothing",
    async (by) => {
      const { driver } = scripted([[{ time: 0 }, { time: 100 }, { time: 200 }, { time: 350, lostBefore: 50 }]]);
      const utcOf = (steady: number) => (steady < 200 ? steady : steady + by);
      const { blocks, told } = await run(driver, 4, { utcOf });
      expect(ways(blocks)).toEqual([
        [0, 0, 0],
        [1, 100, 0],
        [2, 200 + by, 0],
        [3, 350 + by, 50],
      ]);
      expect(told.filter((each) => each.startsWith("gap"))).toEqual([
        `gap 200…${200 + by}: 0 (clock set)`,
        `gap ${300 + by}…${350 + by}: 50 (lost in device)`,
      ]);
    },
  );

  it("counts a loss by the steady clock when the time of day was put back meanwhile", async () => {
    const { driver } = scripted([[{ time: 0 }, "DEVICE_LOST"], [{ time: 1700 }]]);
    const utcOf = (steady: number) => steady - Math.max(0, steady - 100) * 0.05;
    const { blocks, told } = await run(driver, 2, { utcOf });
    expect(blocks[1]).toMatchObject({ time: 1620, lostBefore: 1600 });
    expect(told.filter((each) => each.startsWith("gap"))).toEqual(["gap 100…1620: 1600 (DEVICE_LOST)"]);
  });

  it("tells the end of a recording", async () => {
    const { driver } = scripted([[{ time: 0 }, "end"]]);
    expect((await run(driver, 9)).told).toEqual(["starting", "running", "ended"]);
  });

  it("stops at once while it waits, and frees the device when the reader leaves", async () => {
    const waiting = scripted([["DEVICE_MISSING"]]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    const started = performance.now();
    for await (const _ of keepCapturing(waiting.driver, setup, { stop: stop.signal, report: () => {} }));
    expect(performance.now() - started).toBeLessThan(700);

    const left = scripted([[{ time: 0 }, { time: 100 }]]);
    for await (const _ of keepCapturing(left.driver, setup, { stop: new AbortController().signal, report: () => {} }))
      break;
    expect(left.seen.freed).toBe(1);
  });
});
