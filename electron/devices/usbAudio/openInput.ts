import { clipOff, ditherOff, type PaStream, type PortAudio, type StreamParameters } from "../../../native/portAudio.ts";
import { paCodes } from "../../../native/portAudioCodes.ts";
import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import type { AudioPath } from "./audioPaths.ts";
import { inputParameters, offeredRates } from "./listInputs.ts";

/** Rates that are written as fractions are off by millionths; a quartz is off by a ten-thousandth at most. */
const rateTolerance = 0.0005;

export interface InputWish {
  readonly address: string;
  readonly channelCount: number;
  readonly sampleRate: Hertz;
}

/**
 * Opens and starts an input, or says why it cannot be had.
 * @param open one of the ways that PortAudio has
 * @throws Fault RATE_NOT_OFFERED, BAD_INPUT, PORT_BUSY, LIBRARY_MISSING, DEVICE_LOST
 */
export function startInput(
  audio: PortAudio,
  path: AudioPath,
  wish: InputWish,
  open: (parameters: StreamParameters, flags: number) => { readonly code: number; readonly stream: PaStream },
): PaStream {
  const { address, sampleRate } = wish;
  const parameters = parametersFor(audio, path, wish);
  const support = audio.isFormatSupported(parameters, sampleRate);
  if (support === paCodes.invalidSampleRate) {
    const offered = offeredRates(audio, parameters);
    const message = `${address} does not offer ${sampleRate} Hz, only ${offered.join(", ")} Hz. Choose one of these.`;
    throw new Fault("RATE_NOT_OFFERED", message, { details: { address, asked: sampleRate, offered } });
  }
  const { code, stream } = support === 0 ? open(parameters, clipOff | ditherOff) : { code: support, stream: null };
  if (code === 0) requireRate(audio, stream, wish);
  const started = code === 0 ? audio.start(stream) : code;
  if (started === 0) return stream;
  const reason = audio.errorText(started);
  const details = { address, reason };
  if (started === paCodes.deviceUnavailable) {
    throw new Fault("PORT_BUSY", `${address} is in use. Close the program that records from it.`, { details });
  }
  throw new Fault(
    "DEVICE_LOST",
    `The sound device ${address} could not be opened (${reason}). Unplug it and plug it in again.`,
    { details },
  );
}

/** A device that runs at another rate than it was asked for would move every frequency. */
function requireRate(audio: PortAudio, stream: PaStream, { address, sampleRate }: InputWish): void {
  const actual = audio.sampleRate(stream);
  if (Math.abs(actual - sampleRate) <= rateTolerance * sampleRate) return;
  audio.close(stream);
  const offered = [Math.round(actual)];
  const message = `${address} runs at ${offered[0]} Hz when it is asked for ${sampleRate} Hz. Set it up with ${offered[0]} Hz.`;
  throw new Fault("RATE_NOT_OFFERED", message, { details: { address, asked: sampleRate, offered } });
}

function parametersFor(audio: PortAudio, path: AudioPath, { address, channelCount }: InputWish): StreamParameters {
  const { maxChannels } = path.input;
  if (channelCount > maxChannels) {
    const message = `${address} has ${maxChannels} channels, not ${channelCount}. Set it up with ${maxChannels}.`;
    throw new Fault("BAD_INPUT", message, { details: { address, asked: channelCount, offered: maxChannels } });
  }
  const parameters = inputParameters(audio, path, channelCount);
  if (parameters) return parameters;
  const message = `This PortAudio (${audio.version()}) cannot open ${address} for Auscult alone. Install version 19.7.`;
  throw new Fault("LIBRARY_MISSING", message, { details: { address, version: audio.version() } });
}
