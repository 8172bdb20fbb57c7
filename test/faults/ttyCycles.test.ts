import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockLength } from "../../electron/domain/sampleBlock.ts";
import { openStore } from "../../electron/store/openStore.ts";
import { childrenRunning } from "../makers/childRunning.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const cycles = process.env.AUSCULT_LONG === "1" ? 100 : 2;
/** One line a millisecond, and each says in which it was sent: the gap is true to the sample. */
const rate = 1000;
const blockSamples = 100;

/** Other lengths each time, so that no phase of the driver is spared. */
const blocksOf = (cycle: number) => 4 + (cycle % 5);
const awayOf = (cycle: number) => 150 + ((cycle * 271) % 900);

/** What a leak would leave behind. */
const held = () => ({
  files: readdirSync("/proc/self/fd").length,
  threads: readdirSync("/proc/self/task").length,
  captures: childrenRunning("serialProcess").length,
});

interface Cycle {
  readonly pulled: number;
  noticed?: number;
  plugged?: number;
  resumed?: number;
  /** Samples that were sent, or would have been, between the last one before and the first one after. */
  missing?: number;
}

describe.runIf(rigIsThere(["socat"]))("a serial port", () => {
  it(`pulled out and put back ${cycles} times is noticed, resumed and accounted for each time`, {
    timeout: 30_000 + cycles * 10_000,
  }, async () => {
    using folder = temporaryFolder();
    using data = temporaryFolder();
    await using pair = await socatPair(folder.path);
    await using store = openStore(data.path, { now: Date.now });
    const began = performance.now();
    const stop = new AbortController();
    const write = () => {
      let first: number | undefined;
      const line = (index: number) => {
        // Opening the port took its time, too.
        first ??= Math.round(performance.now() - began) - index;
        return `${first + index}`;
      };
      return serialWriter(pair.device, { rate, stop: stop.signal, line });
    };
    let writing = write();
    const times: Cycle[] = [];
    const holdings: ReturnType<typeof held>[] = [];
    const putBack = async (cycle: Cycle) => {
      await sleep(awayOf(times.length));
      await pair.plug();
      cycle.plugged = performance.now();
      writing = write();
    };
    const report = (told: CaptureReport) => {
      const away = times.at(-1);
      if (told.kind === "gap") store.gaps.add({ ...told, deviceId: setup.id });
      else if (
        told.kind === "condition" &&
        told.condition === "waiting" &&
        away !== undefined &&
        away.noticed === undefined
      ) {
        away.noticed = performance.now();
        void putBack(away);
      }
    };
    const setup: DeviceSetup = {
      id: "sensor",
      driver: serialText.kind,
      address: pair.station,
      name: "Sensor",
      sampleRate: rate,
      channelCount: 1,
      settings: {},
    };
    let last = Number.NaN;
    let blocks = 0;
    let lost = 0;
    for await (const block of keepCapturing(serialText, setup, { stop: stop.signal, report })) {
      const samples = block.channels[0]!;
      const away = times.at(-1);
      if (block.lostBefore > 0) {
        expect(away, "nothing is lost while the port is there").toMatchObject({ noticed: expect.any(Number) });
        away!.resumed = performance.now();
        away!.missing = samples[0]! - last - 1;
        lost += block.lostBefore;
        blocks = 0;
      } else if (!Number.isNaN(last)) expect(samples[0]).toBe(last + 1);
      last = samples[blockLength(block) - 1]!;
      blocks += 1;
      // Blocks that were on their way when the plug was pulled still come.
      const isAway = away !== undefined && away.resumed === undefined;
      if (isAway || blocks < blocksOf(times.length)) continue;
      holdings.push(held());
      if (times.length === cycles) {
        stop.abort();
        continue;
      }
      times.push({ pulled: performance.now() });
      await pair.unplug();
      await writing;
    }
    await writing;
    const rows = store.gaps.read(setup.id, 0, Date.now() + 1000);
    expect(rows).toHaveLength(cycles);
    expect(rows.reduce((sum, { lostSamples }) => sum + lostSamples, 0)).toBe(lost);
    const errors: number[] = [];
    for (const [cycle, { pulled, noticed, plugged, resumed, missing }] of times.entries()) {
      expect(noticed! - pulled).toBeLessThan(3000);
      expect(resumed! - plugged!).toBeLessThan(5000);
      const { from, to, lostSamples, reason } = rows[cycle]!;
      // Once in a while the serial library keeps quiet about a hang-up; then the stall timer notices, in time as well.
      expect(["DEVICE_LOST", "DEVICE_STALLED"]).toContain(reason);
      errors.push(Math.max(Math.abs(lostSamples - missing!), Math.abs(to - from - missing!)));
    }
    // A computer that is held up for a third of a second just then hands everything on late, and nobody can know.
    expect(Math.max(...errors)).toBeLessThanOrEqual(2 * blockSamples);
    expect(errors.filter((error) => error > blockSamples).length).toBeLessThanOrEqual(0.03 * cycles);
    const [first, end] = [holdings[1]!, holdings.at(-1)!];
    expect(end.captures).toBe(1);
    expect(end.files).toBeLessThanOrEqual(first.files + 2);
    expect(end.threads).toBeLessThanOrEqual(first.threads + 1);
    const longest = (of: (cycle: Cycle) => number) => Math.round(Math.max(...times.map(of)));
    const sorted = errors.toSorted((one, other) => one - other);
    console.log(
      `${cycles} cycles: noticed within ${longest((each) => each.noticed! - each.pulled)} ms, resumed within ` +
        `${longest((each) => each.resumed! - each.plugged!)} ms, gap off by ${Math.round(sorted[cycles >> 1]!)} samples (median), ${Math.round(sorted.at(-1)!)} at most; ` +
        `files ${first.files} → ${end.files}, threads ${first.threads} → ${end.threads}`,
    );
  });
});
