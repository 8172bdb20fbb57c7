import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { millisecondsPerSecond } from "../../domain/units.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { steadyNow } from "../steadyNow.ts";
import { checkFits } from "./checkFits.ts";
import { fileSettings, paces } from "./fileSettings.ts";
import { openRecording } from "./openRecording.ts";
import { channelsOf } from "./recordingChannels.ts";
import { stretches } from "./stretches.ts";

const kind = "recordedFile";
/** Real time follows the clock in tenths of a second; a reader in a hurry is better served with the longest blocks allowed. */
const blockSeconds = { "real time": 0.1, "as fast as possible": 0.25 };

/** Recordings (WAV, FLAC, tables, UFF58, MATLAB 5) as a device: in real time, or as fast as the pipeline takes them. */
export const recordedFile: Driver = {
  kind,
  form: {
    addressKind: "file",
    exampleAddress: "/data/pump.wav",
    fields: [
      { name: "sampleRate", kind: "number", low: 0.001, high: 10_000_000, unit: "Hz" },
      { name: "variable", kind: "text" },
      { name: "loop", kind: "switch", usual: true },
      { name: "acceptCut", kind: "switch", usual: false },
      { name: "pace", kind: "choice", usual: "real time", choices: paces, rare: true },
      { name: "scale", kind: "number", usual: 1, rare: true },
    ],
  },
  isLive: (setup) => setup.settings.pace !== "as fast as possible",
  find: async () => [],
  describe,
  capture,
  doctor: async () => ({ driver: kind, ready: true, finding: "Reads WAV, FLAC, CSV, UFF58 and MATLAB 5 files." }),
};

/** A file that does not say its rate, without the setting sampleRate, has no rates, and the default rate 0: ask the user. */
async function describe(address: string, given: DeviceSetup["settings"]): Promise<DeviceInfo> {
  const settings = fileSettings(given);
  const recording = await openRecording(address, settings);
  // A hole is told now, not when the capture comes to it.
  if (recording.provenByReading) for await (const _ of recording.blocks(65_536));
  const sampleRate = recording.sampleRate ?? settings.sampleRate;
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name: basename(address),
    channels: channelsOf(recording),
    sampleRates: sampleRate ? [sampleRate] : [],
    defaultSampleRate: sampleRate ?? 0,
    via: recording.format,
    settings: given,
  };
}

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const settings = fileSettings(setup.settings);
  if (stop.aborted) return;
  const recording = await openRecording(setup.address, settings);
  checkFits(setup, recording);
  const sampleRate = recording.sampleRate ?? setup.sampleRate;
  const paced = settings.pace === "real time";
  const startTime = settings.startTime ?? (paced ? steadyNow() : (recording.startTime ?? recording.modified));
  const length = Math.max(1, Math.floor(blockSeconds[settings.pace] * sampleRate));
  const started = performance.now();
  let sequence = 0;
  let frames = 0;
  do {
    const begun = frames;
    for await (const { channels: all, at, lostBefore } of stretches(recording.blocks(length), recording.gaps)) {
      const channels = all.slice(0, setup.channelCount);
      if (settings.scale !== 1) scaleInPlace(channels, settings.scale);
      const time = startTime + ((begun + at) / sampleRate) * millisecondsPerSecond;
      frames = begun + at + channels[0]!.length;
      // A block is there when its last sample has been taken.
      const due = started + (frames / sampleRate) * millisecondsPerSecond;
      if (paced) await sleep(Math.max(0, due - performance.now()), undefined, { signal: stop }).catch(() => {});
      if (stop.aborted) return;
      yield { deviceId: setup.id, sequence: sequence++, time, sampleRate, channels, lostBefore };
      if (stop.aborted) return;
    }
    // Nothing but what was lost would be played again and again.
    if (frames === begun) return;
  } while (settings.loop);
}

function scaleInPlace(channels: readonly Float32Array[], scale: number): void {
  for (const samples of channels) {
    for (let i = 0; i < samples.length; i++) samples[i]! *= scale;
  }
}
