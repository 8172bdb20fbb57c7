import { setTimeout as sleep } from "node:timers/promises";
import type { PaStream, PortAudio } from "../../../native/portAudio.ts";
import { paCodes } from "../../../native/portAudioCodes.ts";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds, Seconds } from "../../domain/units.ts";
import { sendBlock, steadyNow, tellOpen } from "../deviceProcess.ts";
import type { AudioPath } from "./audioPaths.ts";
import type { AudioTask } from "./audioTask.ts";
import { FrameGatherer } from "./frameGatherer.ts";
import { pathTo } from "./listInputs.ts";
import { startInput } from "./openInput.ts";

type CaptureTask = Extract<AudioTask, { job: "capture" }>;

/** Between two looks at what has come; the system's buffer holds many times as much. */
const lookEvery: Milliseconds = 20;
const mostAtOnce: Seconds = 0.1;

/**
 * Captures from an input until the process ends or the device fails.
 * @throws Fault DEVICE_MISSING, RATE_NOT_OFFERED, BAD_INPUT, PORT_BUSY, LIBRARY_MISSING when it cannot be opened; DEVICE_LOST when it
 *   fails later
 */
export function captureInput(audio: PortAudio, task: CaptureTask): Promise<never> {
  const path = pathTo(audio, task.address);
  return path.delivery === "brought" ? takeBrought(audio, path, task) : fetchSamples(audio, path, task);
}

/**
 * Reads only what is there: a device that has gone silent cannot hold the process, and every arrival is seen within a fiftieth of a
 * second.
 */
async function fetchSamples(audio: PortAudio, path: AudioPath, task: CaptureTask): Promise<never> {
  const { address, channelCount, sampleRate } = task;
  const stream = startInput(audio, path, task, (parameters, flags) => audio.open(parameters, sampleRate, flags));
  tellOpen();
  const gatherer = new FrameGatherer(channelCount, sampleRate);
  const target = new Float32Array(Math.ceil(mostAtOnce * sampleRate) * channelCount);
  let overrun = false;
  while (true) {
    const available = checked(audio, audio.readAvailable(stream), address);
    overrun ||= available === paCodes.inputOverflowed;
    const frames = Math.min(available, target.length / channelCount);
    if (frames > 0) {
      const now = steadyNow();
      const code = checked(audio, audio.read(stream, target, frames), address);
      overrun ||= code === paCodes.inputOverflowed;
      const read = target.subarray(0, frames * channelCount);
      for (const block of gatherer.add(read, now, available - frames, overrun)) sendBlock(block);
      overrun = false;
    }
    if (available <= frames) await sleep(lookEvery);
  }
}

/** An overrun is no failure: it is counted. @throws Fault DEVICE_LOST */
function checked(audio: PortAudio, code: number, address: string): number {
  if (code >= 0 || code === paCodes.inputOverflowed) return code;
  const reason = audio.errorText(code);
  throw new Fault("DEVICE_LOST", `The sound device ${address} is gone (${reason}). Check its cable.`, {
    details: { address, reason },
  });
}

/** Each buffer as the library brings it; that it has stopped bringing is seen by the stall, that it has given up here. */
export async function takeBrought(audio: PortAudio, path: AudioPath, task: CaptureTask): Promise<never> {
  const { address, channelCount, sampleRate } = task;
  const gatherer = new FrameGatherer(channelCount, sampleRate);
  const take = (interleaved: Float32Array, overflowed: boolean) => {
    for (const block of gatherer.add(interleaved, steadyNow(), 0, overflowed)) sendBlock(block);
  };
  const stream: PaStream = startInput(audio, path, task, (parameters, flags) =>
    audio.openCalling(parameters, sampleRate, flags, take),
  );
  tellOpen();
  while (checked(audio, audio.isActive(stream), address) === 1) await sleep(10 * lookEvery);
  throw new Fault("DEVICE_LOST", `The sound device ${address} has stopped. Check its cable.`, { details: { address } });
}
