import { readdirSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { usbAudio } from "../../electron/devices/usbAudio/usbAudio.ts";
import { blockLength } from "../../electron/domain/sampleBlock.ts";
import { openStore } from "../../electron/store/openStore.ts";
import { childrenRunning } from "../makers/childRunning.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const cycles = process.env.AUSCULT_LONG === "1" ? 100 : 2;
const rate = 48_000;
/** Of the driver, ms. */
const blockDuration = 100;
const setup = {
  id: "daq",
  driver: usbAudio.kind,
  address: "ALSA/daq",
  name: "DAQ",
  sampleRate: rate,
  channelCount: 2,
  settings: {},
};

/**
 * A stretch in which samples came, timed by arrivals alone: each block says that the stretch began no later than it came, minus all
 * samples until then. The earliest of these is true but for the least delay on the way, which is the same in every stretch.
 */
class Stretch {
  readonly begun = performance.now();
  #frames = 0;
  #begin = Number.POSITIVE_INFINITY;

  add(frames: number): void {
    this.#frames += frames;
    this.#begin = Math.min(this.#begin, performance.now() - this.#duration);
  }

  get begin(): number {
    return this.#begin;
  }

  get end(): number {
    return this.#begin + this.#duration;
  }

  get #duration(): number {
    return (this.#frames / rate) * 1000;
  }
}

/** Other lengths each time, long enough that a capture has settled. */
const lengthOf = (cycle: number) => 1000 + ((cycle * 137) % 400);

/** What a leak would leave behind. */
const held = () => ({
  files: readdirSync("/proc/self/fd").length,
  threads: readdirSync("/proc/self/task").length,
  captures: childrenRunning("audioProcess").length,
});

afterEach(() => vi.unstubAllEnvs());

describe.runIf(rigIsThere(["pulseaudio", "pactl", "aplay"]))("a sound device", () => {
  it(`pulled out and put back ${cycles} times is noticed, resumed and accounted for each time`, {
    timeout: 30_000 + cycles * 15_000,
  }, async () => {
    using folder = temporaryFolder();
    using data = temporaryFolder();
    await using rig = await pulseAudioRig(folder.path, [{ name: "daq", channelCount: 2, sampleRate: rate }]);
    for (const [name, value] of Object.entries(rig.environment)) vi.stubEnv(name, value);
    await using store = openStore(data.path, { now: Date.now });
    const stretches = [new Stretch()];
    const times: { pulled: number; noticed?: number; back?: number; resumed?: number }[] = [];
    const holdings: ReturnType<typeof held>[] = [];
    const began = Date.now();
    const stop = new AbortController();
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
        void rig.start().then(() => {
          away.back = performance.now();
        });
      }
    };
    for await (const block of keepCapturing(usbAudio, setup, { stop: stop.signal, report })) {
      const away = times.at(-1);
      if (block.lostBefore > 0) {
        expect(away, "nothing is lost while the device is there").toMatchObject({ noticed: expect.any(Number) });
        away!.resumed = performance.now();
        stretches.push(new Stretch());
      }
      const stretch = stretches.at(-1)!;
      stretch.add(blockLength(block));
      // Blocks that were on their way when the plug was pulled still come.
      const isAway = times.length === stretches.length;
      if (isAway || performance.now() - stretch.begun < lengthOf(times.length)) continue;
      holdings.push(held());
      if (times.length === cycles) {
        stop.abort();
        continue;
      }
      await rig.stop();
      times.push({ pulled: performance.now() });
    }
    const rows = store.gaps.read(setup.id, began, Date.now());
    expect(rows.map(({ reason }) => reason)).toEqual(Array(cycles).fill("DEVICE_LOST"));
    for (const [cycle, { pulled, noticed, back, resumed }] of times.entries()) {
      expect(noticed! - pulled).toBeLessThan(3000);
      // The station may find the device before the rig knows that it is back.
      expect(resumed! - Math.min(back!, resumed!)).toBeLessThan(5000);
      const { from, to, lostSamples } = rows[cycle]!;
      const truth = stretches[cycle + 1]!.begin - stretches[cycle]!.end;
      expect(Math.abs(to - from - truth)).toBeLessThan(blockDuration);
      expect(Math.abs((lostSamples / rate) * 1000 - truth)).toBeLessThan(blockDuration);
    }
    const [first, last] = [holdings[1]!, holdings.at(-1)!];
    expect(holdings.map(({ captures }) => captures)).toEqual(Array(cycles + 1).fill(1));
    expect(last.files).toBeLessThanOrEqual(first.files + 1);
    expect(last.threads).toBeLessThanOrEqual(first.threads + 1);
  });
});
