import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver } from "../../electron/devices/driver.ts";
import { serialFrames } from "../../electron/devices/serialFrames/serialFrames.ts";
import { witMotion } from "../../electron/devices/serialFrames/witMotion.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import { exampleFrameFormat } from "../../electron/domain/frameFormat.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { childRunning } from "../makers/childRunning.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { socatPair } from "../makers/socatPair.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";
import { audioCpuShare } from "./audioBench.ts";
import { medianOf } from "./measure.ts";
import { type Flood, floodRound } from "./serialFlood.ts";

/** Opening and compiling cost more than a second of capturing. */
const settling = 1000;
const measuring = 3000;
const rounds = 3;
const megabyte = 1_000_000;
/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

export interface DeviceFigures {
  /** As fast as a pseudo-terminal and the driver take rows of three numbers, sender and socat on the same machine. */
  readonly textMegabytesPerSecond: number;
  /** Station and device process together, at 1 MB of such rows a second. */
  readonly textCpuShareOfOneCore: number;
  readonly witMotionFramesPerSecond: number;
  readonly binaryMegabytesPerSecond: number;
  readonly audio4ChannelCpuShareOfOneCore: number | null;
}

interface Run {
  readonly driver: Driver;
  readonly program: string;
  readonly flood: Flood;
  readonly setup: Pick<DeviceSetup, "channelCount" | "settings">;
}

const text: Run = {
  driver: serialText,
  program: "serialProcess",
  flood: "text",
  setup: { channelCount: 3, settings: {} },
};
const wit: Run = { driver: witMotion, program: "witProcess", flood: "wit", setup: { channelCount: 10, settings: {} } };
const binary: Run = {
  driver: serialFrames,
  program: "frameProcess",
  flood: "binary",
  setup: { channelCount: 3, settings: { frame: JSON.stringify(exampleFrameFormat) } },
};
const framesPerTurn = 4;

/** Real drivers on real pseudo-terminals, the device in a process of its own. Medians of three. @returns null without socat */
export async function benchDevices(): Promise<DeviceFigures | null> {
  if (!rigIsThere(["socat"])) return null;
  const figures: { flood: number; paced: number; turns: number; binary: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const flood = await measure(text, 0);
    const paced = await measure(text, megabyte);
    const turns = await measure(wit, 0);
    const frames = await measure(binary, 0);
    figures.push({
      flood: flood.bytesPerSecond,
      paced: paced.cpuShare * (megabyte / paced.bytesPerSecond),
      turns: turns.samplesPerSecond,
      binary: frames.bytesPerSecond,
    });
  }
  const median = (key: keyof (typeof figures)[number]) => medianOf(figures.map((each) => each[key]));
  const audio = await audioCpuShare();
  return {
    textMegabytesPerSecond: rounded(median("flood") / megabyte),
    textCpuShareOfOneCore: rounded(median("paced")),
    witMotionFramesPerSecond: Math.round(median("turns") * framesPerTurn),
    binaryMegabytesPerSecond: rounded(median("binary") / megabyte),
    audio4ChannelCpuShareOfOneCore: audio === null ? null : rounded(audio),
  };
}

const rounded = (value: number) => Number(value.toPrecision(3));

/** @param rate bytes a second, 0 for as many as go through */
async function measure({ driver, program, flood, setup }: Run, rate: number) {
  using folder = temporaryFolder();
  await using pair = await socatPair(folder.path);
  const sender = spawn(process.execPath, [join(import.meta.dirname, "serialFlood.ts"), pair.device, flood, `${rate}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { perSample } = floodRound(flood);
  const sampleRate = rate === 0 ? 100_000 : rate / perSample;
  const whole = { id: "bench", driver: driver.kind, address: pair.station, name: "Bench", sampleRate, ...setup };
  const stop = new AbortController();
  try {
    let samples = 0;
    let from: { readonly at: number; readonly samples: number; readonly used: number } | undefined;
    let opened: number | undefined;
    for await (const block of driver.capture(whole, stop.signal)) {
      const now = performance.now();
      opened ??= now;
      samples += block.channels[0]!.length;
      if (from === undefined && now - opened >= settling) from = { at: now, samples, used: cpuSeconds(program) };
      if (from === undefined || now - from.at < measuring) continue;
      const seconds = (now - from.at) / 1000;
      const samplesPerSecond = (samples - from.samples) / seconds;
      const cpuShare = (cpuSeconds(program) - from.used) / seconds;
      stop.abort();
      return { samplesPerSecond, bytesPerSecond: samplesPerSecond * perSample, cpuShare };
    }
    throw new Error(`${driver.kind} ended.`);
  } finally {
    const gone = once(sender, "exit");
    sender.kill("SIGKILL");
    await gone;
  }
}

/** Of this process and of the one that talks to the device, system time included. */
function cpuSeconds(program: string): number {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync(`/proc/${childRunning(program)}/stat`, "utf8")
    .split(") ")[1]!
    .split(" ");
  return (user + system) / 1e6 + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
