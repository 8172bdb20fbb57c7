import { setTimeout as sleep } from "node:timers/promises";
import { clipOff, ditherOff, type PaStream, type PortAudio, paCodes } from "../../../native/portAudio.ts";
import { Fault } from "../../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { sendBlock, steadyNow, tellOpen } from "../deviceProcess.ts";
import { SampleClock } from "../sampleClock.ts";
import type { AudioTask } from "./audioTask.ts";
import { inputParameters, listInputs, offeredRates } from "./listInputs.ts";
import { splitChannels } from "./splitChannels.ts";

const blockSeconds = 0.1;
/** Between two looks at what has come; the system's buffer holds many times as much. */
const lookEvery: Milliseconds = 20;

/**
 * Captures from an input until the process ends or the device fails. It reads only what is there: a device that has gone silent
 * cannot hold the process, and every arrival is seen within a fiftieth of a second.
 * @throws Fault DEVICE_MISSING, RATE_NOT_OFFERED, BAD_INPUT, PORT_BUSY when it cannot be opened; DEVICE_LOST when it fails later
 */
export async function captureInput(audio: PortAudio, task: Extract<AudioTask, { job: "capture" }>): Promise<never> {
  const { address, channelCount, sampleRate } = task;
  const stream = openInput(audio, task);
  tellOpen();
  const clock = new SampleClock(sampleRate);
  const length = Math.max(1, Math.floor(blockSeconds * sampleRate));
  const gathered = new Float32Array(length * channelCount);
  let filled = 0;
  let arrival = 0;
  let lost = 0;
  const flush = () => {
    const channels = splitChannels(gathered, filled, channelCount);
    sendBlock({ ...clock.stamp(arrival, filled, lost), sampleRate, channels });
    filled = 0;
    lost = 0;
  };
  while (true) {
    const available = checked(audio, audio.readAvailable(stream), address);
    for (let left = available; left > 0; ) {
      const first = steadyNow() - (left / sampleRate) * millisecondsPerSecond;
      const take = Math.min(left, length - filled);
      const target = gathered.subarray(filled * channelCount, (filled + take) * channelCount);
      const code = checked(audio, audio.read(stream, target, take), address);
      if (code === paCodes.inputOverflowed && filled > 0) {
        // The loss lies before what was just read: that begins a block of its own.
        const fresh = target.slice();
        flush();
        gathered.set(fresh);
      }
      if (filled === 0) arrival = first;
      // An overrun says that samples are missing, the clock says how many.
      if (code === paCodes.inputOverflowed) lost = Math.max(1, clock.missing(first));
      filled += take;
      left -= take;
      if (filled === length) flush();
    }
    await sleep(lookEvery);
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
