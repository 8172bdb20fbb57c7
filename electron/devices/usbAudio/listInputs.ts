import { float32, type PortAudio, paCodes, type StreamParameters } from "../../../native/portAudio.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import type { AudioDevice } from "./audioTask.ts";

/** Rates of audio interfaces, and the multiples of 25.6 kHz of vibration analysers. */
const usualRates: readonly Hertz[] = [
  8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 51_200, 64_000, 88_200, 96_000, 102_400, 192_000,
];

/** What the system may hold back while the process is busy elsewhere, before samples are lost. */
const latency: Seconds = 0.5;

export interface AudioInput {
  readonly index: number;
  readonly address: string;
  readonly name: string;
  readonly hostApi: string;
  readonly maxChannels: number;
  readonly defaultSampleRate: Hertz;
}

/** The inputs of the sound system, each with an address of its own. */
export function listInputs(audio: PortAudio): AudioInput[] {
  const seen = new Map<string, number>();
  const inputs: AudioInput[] = [];
  for (let index = 0; index < audio.deviceCount(); index++) {
    const device = audio.device(index);
    if (device.maxInputChannels <= 0) continue;
    const hostApi = audio.hostApiName(device.hostApi);
    const base = `${hostApi}/${device.name}`;
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    const address = nth === 1 ? base : `${base} #${nth}`;
    const { name, maxInputChannels: maxChannels, defaultSampleRate } = device;
    inputs.push({ index, address, name, hostApi, maxChannels, defaultSampleRate });
  }
  return inputs;
}

/** How an input is opened: 32-bit floats hold the device's 24-bit integers exactly. */
export function inputParameters(input: AudioInput, channelCount: number): StreamParameters {
  return {
    device: input.index,
    channelCount,
    sampleFormat: float32,
    suggestedLatency: latency,
    hostApiSpecificStreamInfo: null,
  };
}

export function offeredRates(audio: PortAudio, input: AudioInput, channelCount: number): Hertz[] {
  const parameters = inputParameters(input, channelCount);
  return usualRates.filter((rate) => audio.isFormatSupported(parameters, rate) === 0);
}

/** @returns nothing for an input that cannot be recorded from at all (the monitor side of a player, a device gone meanwhile) */
export function describeInput(audio: PortAudio, input: AudioInput): AudioDevice | undefined {
  const { address, name, hostApi, maxChannels } = input;
  const sampleRates = offeredRates(audio, input, maxChannels);
  const busy =
    audio.isFormatSupported(inputParameters(input, 1), input.defaultSampleRate) === paCodes.deviceUnavailable;
  if (sampleRates.length === 0 && !busy) return undefined;
  const native = input.defaultSampleRate;
  const defaultSampleRate = sampleRates.includes(native) ? native : (sampleRates.at(-1) ?? native);
  // No converter chip does 11.025 kHz and 102.4 kHz alike.
  const converts = sampleRates.length === usualRates.length;
  return { address, name, hostApi, channelCount: maxChannels, sampleRates, defaultSampleRate, converts };
}
