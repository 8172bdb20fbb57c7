import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { captureInProcess } from "../../electron/devices/captureInProcess.ts";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import type { AudioTask } from "../../electron/devices/usbAudio/audioTask.ts";
import { usbAudio } from "../../electron/devices/usbAudio/usbAudio.ts";
import { Fault } from "../../electron/domain/fault.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { blockEnd, blockLength, type SampleBlock } from "../../electron/domain/sampleBlock.ts";
import { childRunning } from "../makers/childRunning.ts";
import { type PulseAudioRig, pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";

const seconds = process.env.AUSCULT_LONG === "1" ? 60 : 3;
const [rate, width] = [48_000, 4];
const folder = mkdtempSync(join(tmpdir(), "audio-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const setup: DeviceSetup = {
  id: "daq",
  driver: "usbAudio",
  address: "ALSA/daq",
  name: "DAQ",
  sampleRate: rate,
  channelCount: width,
  settings: {},
};

async function openRig(channelCount = width): Promise<PulseAudioRig> {
  const rig = await pulseAudioRig(folder, [{ name: "daq", channelCount, sampleRate: rate }]);
  for (const [name, value] of Object.entries(rig.environment)) vi.stubEnv(name, value);
  return rig;
}

/** Sample `frame` of `channel`: never 0, other in every channel, and not the same again for minutes. */
function pattern(frame: number, channel: number): number {
  const mixed = Math.imul(frame * 37 + channel + 1, 0x9e37_79b1) >>> 16;
  return (mixed & 0xffff) - 0x8000 || 1;
}

/** The pattern between two stretches of silence: the server takes its time to begin, and to let go. */
function played(frames: number, channelCount: number): Int16Array {
  const silence = rate / 2;
  const samples = new Int16Array((frames + 2 * silence) * channelCount);
  for (let i = 0; i < frames * channelCount; i++) {
    samples[silence * channelCount + i] = pattern(Math.floor(i / channelCount), i % channelCount);
  }
  return samples;
}

/** Plays the pattern into a device and follows it through the blocks that come out. */
async function follow(rig: PulseAudioRig, blocks: AsyncIterable<SampleBlock>, frames: number, channelCount: number) {
  const found = { at: 0, wrong: 0, lost: 0, overruns: 0 };
  let playing: Promise<void> | undefined;
  for await (const { channels, lostBefore, troubles } of blocks) {
    playing ??= rig.play("daq", played(frames, channelCount));
    found.lost += lostBefore;
    found.overruns += troubles?.overrun ?? 0;
    for (let i = 0; i < channels[0]!.length && found.at < frames; i++) {
      if (found.at === 0 && channels[0]![i] === 0) continue;
      for (let channel = 0; channel < channelCount; channel++) {
        if (channels[channel]![i] !== pattern(found.at, channel) / 32_768) found.wrong += 1;
      }
      found.at += 1;
    }
    if (found.at === frames) break;
  }
  // What it still has to play is silence.
  playing?.catch(() => {});
  return found;
}

/** What a program of the tests captures in the place of the driver's own. */
function captureBy(program: string, asked: DeviceSetup): AsyncIterable<SampleBlock> {
  const module = new URL(`../makers/${program}.ts`, import.meta.url).href;
  const { address, channelCount, sampleRate } = asked;
  const task: AudioTask = { job: "capture", address, channelCount, sampleRate };
  const stop = new AbortController().signal;
  const stalled = () => new Fault("DEVICE_STALLED", "The device sends nothing.");
  return captureInProcess({ module, task, setup: asked, stop, openWithin: 10_000, stallAfter: 2500, stalled });
}

it("each overrun of a sound device is counted, with what it cost", async () => {
  const found = { overruns: 0, lost: 0, missing: 0 };
  let next = 0;
  for await (const { channels, lostBefore, troubles } of captureBy("overrunProgram", {
    ...setup,
    address: "ASIO/stand-in",
    channelCount: 1,
  })) {
    const first = Math.round(channels[0]![0]! * 2 ** 23);
    const jump = next === 0 ? 0 : first - next;
    next = first + channels[0]!.length;
    expect(Math.abs(lostBefore - jump)).toBeLessThan(0.05 * rate);
    expect(troubles?.overrun ?? 0).toBe(jump > 0 ? 1 : 0);
    found.overruns += troubles?.overrun ?? 0;
    found.lost += lostBefore;
    found.missing += jump;
    if (next > 2.5 * rate) break;
  }
  expect(found).toMatchObject({ overruns: 3, missing: 3 * 4800 });
  expect(Math.abs(found.lost - found.missing)).toBeLessThan(0.05 * rate);
});

describe.runIf(rigIsThere(["pulseaudio", "pactl", "aplay"]))("a sound device", () => {
  it(`delivers four channels at 48 kHz sample for sample for ${seconds} s, also while devices are searched for`, async () => {
    await using rig = await openRig();
    const frames = seconds * rate;
    const stop = new AbortController();
    const reports: CaptureReport[] = [];
    let searching: ReturnType<typeof usbAudio.find> | undefined;
    const report = (told: CaptureReport) => {
      reports.push(told);
      if (told.kind === "condition" && told.condition === "running") searching = usbAudio.find();
    };
    const blocks = keepCapturing(usbAudio, setup, { stop: stop.signal, report });
    expect(await follow(rig, blocks, frames, width)).toEqual({ at: frames, wrong: 0, lost: 0, overruns: 0 });
    expect(reports.map((told) => told.kind === "condition" && told.condition)).toEqual(["starting", "running"]);
    const device = (await searching)?.find(({ address }) => address === setup.address);
    // Behind a sound server every rate can be had: the user is told that it is not the device's own.
    expect(device).toMatchObject({ via: "ALSA", cautions: ["shared path", "rates converted"] });
  });

  it("delivers 32 channels sample for sample", async () => {
    await using rig = await openRig(32);
    const blocks = usbAudio.capture({ ...setup, channelCount: 32 }, new AbortController().signal);
    expect(await follow(rig, blocks, rate / 2, 32)).toEqual({ at: rate / 2, wrong: 0, lost: 0, overruns: 0 });
  });

  it("delivers sample for sample as well where the library brings the samples", async () => {
    await using rig = await openRig();
    const blocks = captureBy("broughtProgram", setup);
    expect(await follow(rig, blocks, rate, width)).toEqual({ at: rate, wrong: 0, lost: 0, overruns: 0 });
  });

  it("accounts for every sample when its process is held up for longer than its buffer", async () => {
    await using _ = await openRig();
    const stop = new AbortController();
    const blocks: SampleBlock[] = [];
    for await (const block of usbAudio.capture(setup, stop.signal)) {
      blocks.push(block);
      if (blocks.length === 5) {
        const pid = childRunning("audioProcess");
        process.kill(pid, "SIGSTOP");
        setTimeout(() => process.kill(pid, "SIGCONT"), 1200);
      }
      if (block.time - blocks[0]!.time > 3000) stop.abort();
    }
    // Whatever was lost is counted: the time of the last sample is the present again.
    const [last, received] = [blocks.at(-1)!, blocks.reduce((sum, block) => sum + blockLength(block), 0)];
    const lost = blocks.reduce((sum, block) => sum + block.lostBefore, 0);
    expect(Math.abs(Date.now() - blockEnd(last))).toBeLessThan(500);
    expect((received + lost) / rate).toBeCloseTo((blockEnd(last) - blocks[0]!.time) / 1000, 0);
  });
});
