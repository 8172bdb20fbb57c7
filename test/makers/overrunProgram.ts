/**
 * The audio process over a sound system that throws samples away: PortAudio stands in for itself, since no virtual device overruns
 * within the time that a capture may stand still. Sample n of its one channel is n / 2²³; every 0.6 s 4800 are missing, three times.
 */
import { failWith, processTask } from "../../electron/devices/deviceProcess.ts";
import type { AudioTask } from "../../electron/devices/usbAudio/audioTask.ts";
import { captureInput } from "../../electron/devices/usbAudio/captureInput.ts";
import type { PortAudio } from "../../native/portAudio.ts";
import { hostApis, paCodes } from "../../native/portAudioCodes.ts";

const task = processTask<Extract<AudioTask, { job: "capture" }>>();
const { sampleRate } = task;
const missing = 4800;
const started = performance.now();
let taken = 0;
let overruns = 0;

const audio: Partial<PortAudio> = {
  deviceCount: () => 1,
  device: () => ({ name: "stand-in", hostApi: 0, maxInputChannels: 1, defaultSampleRate: sampleRate }),
  hostApi: () => ({ name: "ASIO", type: hostApis.asio }),
  isFormatSupported: () => 0,
  open: () => ({ code: 0, stream: null }),
  sampleRate: () => sampleRate,
  start: () => 0,
  readAvailable: () => Math.max(0, Math.floor(((performance.now() - started) / 1000) * sampleRate) - taken),
  read(_, target, frames) {
    const overran = overruns < 3 && taken > 0.6 * (1 + overruns) * sampleRate;
    if (overran) {
      taken += missing;
      overruns += 1;
    }
    for (let i = 0; i < frames; i++) target[i] = (taken + i) / 2 ** 23;
    taken += frames;
    return overran ? paCodes.inputOverflowed : 0;
  },
};

try {
  await captureInput(audio as PortAudio, task);
} catch (thrown) {
  failWith(thrown);
}
