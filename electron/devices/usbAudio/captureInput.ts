import { setTimeout as sleep } from "node:timers/promises";
import { clipOff, ditherOff, type PaStream, type PortAudio, paCodes } from "../../../native/portAudio.ts";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds, Seconds } from "../../domain/units.ts";
import { sendBlock, steadyNow, tellOpen } from "../deviceProcess.ts";
import type { AudioTask } from "./audioTask.ts";
import { FrameGatherer } from "./frameGatherer.ts";
import { inputParameters, listInputs, offeredRates } from "./listInputs.ts";

/** Between two looks at what has come; the system's buffer holds many times as much. */
const lookEvery: Milliseconds = 20;
const mostAtOnce: Seconds = 0.1;

/**
 * Captures from an input until the process ends or the device fails. It reads only what is there: a device that has gone silent
 * cannot hold the process, and every arrival is seen within a fiftieth of a second.
 * @throws Fault DEVICE_MISSING, RATE_NOT_OFFERED, BAD_INPUT, PORT_BUSY when it cannot be opened; DEVICE_LOST when it fails later
 */
export async function captureInput(audio: PortAudio, task: Extract<AudioTask, { job: "capture" }>): Promise<never> {
  const { address, channelCount, sampleRate } = task;
  const stream = openInput(audio, task);
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

function openInput(audio: PortAudio, task: Extract<AudioTask, { job: "capture" }>): PaStream {
  const { address, channelCount, sampleRate } = task;
  const inputs = listInputs(audio);
  const input = inputs.find((candidate) => candidate.address === address);
  if (!input) {
    const message = `There is no sound device ${address}. Plug it in, and close other programs that record from it.`;
    throw new Fault("DEVICE_MISSING", message, { details: { address, present: inputs.map((each) => each.address) } });
  }
  if (channelCount > input.maxChannels) {
    const message = `${address} has ${input.maxChannels} channels, not ${channelCount}. Set it up with ${input.maxChannels}.`;
    throw new Fault("BAD_INPUT", message, { details: { address, asked: channelCount, offered: input.maxChannels } });
  }
  const parameters = inputParameters(input, channelCount);
  const support = audio.isFormatSupported(parameters, sampleRate);
  if (support === paCodes.invalidSampleRate) {
    const offered = offeredRates(audio, input, channelCount);
    const message = `${address} does not offer ${sampleRate} Hz, only ${offered.join(", ")} Hz. Choose one of these.`;
    throw new Fault("RATE_NOT_OFFERED", message, { details: { address, asked: sampleRate, offered } });
  }
  const { code, stream } =
    support === 0 ? audio.open(parameters, sampleRate, clipOff | ditherOff) : { code: support, stream: null };
  const started = code === 0 ? audio.start(stream) : code;
  if (started === 0) return stream;
  const reason = audio.errorText(started);
  const details = { address, reason };
  if (started === paCodes.deviceUnavailable) {
    throw new Fault("PORT_BUSY", `${address} is in use. Close the program that records from it.`, { details });
  }
  throw new Fault("DEVICE_LOST", `The sound device ${address} could not be opened: ${reason}.`, { details });
}
