import { float32, type PortAudio, type StreamParameters } from "../../../native/portAudio.ts";
import { paCodes } from "../../../native/portAudioCodes.ts";
import { exactRateInfo, exclusiveInfos } from "../../../native/streamInfo.ts";
import { Fault } from "../../domain/fault.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import { type AudioInput, type AudioPath, audioPaths, pathAt } from "./audioPaths.ts";
import type { OfferedPath } from "./chooseDevices.ts";

/** Rates of audio interfaces, of USB accelerometers, and the multiples of 25.6 kHz of vibration analysers. */
const usualRates: readonly Hertz[] = [
  8000, 11_025, 11_050, 16_000, 22_050, 22_100, 25_600, 32_000, 44_100, 48_000, 51_200, 64_000, 88_200, 96_000, 102_400,
  192_000,
];

/** What the system may hold back while the process is busy elsewhere, before samples are lost. */
const latency: Seconds = 0.5;

/** Every way to every input of the sound system. */
export function listPaths(audio: PortAudio): AudioPath[] {
  const inputs: AudioInput[] = [];
  for (let index = 0; index < audio.deviceCount(); index++) {
    const { name, hostApi, maxInputChannels: maxChannels, defaultSampleRate } = audio.device(index);
    if (maxChannels <= 0) continue;
    const { name: hostApiName, type } = audio.hostApi(hostApi);
    inputs.push({ index, name, hostApi: hostApiName, hostApiType: type, maxChannels, defaultSampleRate });
  }
  return audioPaths(inputs);
}

/**
 * How an input is opened: 32-bit floats hold the device's 24-bit integers exactly.
 * @returns undefined when the library does not know the manner
 */
export function inputParameters(
  audio: PortAudio,
  { input, manner }: AudioPath,
  channelCount: number,
): StreamParameters | undefined {
  const withInfo = (hostApiSpecificStreamInfo: Uint8Array | null): StreamParameters => ({
    device: input.index,
    channelCount,
    sampleFormat: float32,
    suggestedLatency: latency,
    hostApiSpecificStreamInfo,
  });
  if (manner === "plain") return withInfo(null);
  if (manner === "exact rates") return withInfo(exactRateInfo());
  const isKnown = (parameters: StreamParameters) =>
    audio.isFormatSupported(parameters, input.defaultSampleRate) !== paCodes.incompatibleStreamInfo;
  return exclusiveInfos().map(withInfo).find(isKnown);
}

export function offeredRates(audio: PortAudio, parameters: StreamParameters): Hertz[] {
  return usualRates.filter((rate) => audio.isFormatSupported(parameters, rate) === 0);
}

/**
 * @param mayDisturb somebody is about to use it. Core Audio can be asked for the rates of a device only by setting them, one after the
 *   other, under whoever records from it: otherwise it is taken at its word that it offers the rate it runs at
 * @returns nothing for a way that cannot be recorded by at all (the monitor side of a player, exclusive use forbidden, gone meanwhile)
 */
export function offerOf(audio: PortAudio, path: AudioPath, mayDisturb: boolean): OfferedPath | undefined {
  const { maxChannels, defaultSampleRate } = path.input;
  if (path.manner === "exact rates" && !mayDisturb) {
    return { path, sampleRates: [defaultSampleRate], converts: false };
  }
  const whole = inputParameters(audio, path, maxChannels);
  if (whole === undefined) return undefined;
  const sampleRates = offeredRates(audio, whole);
  if (sampleRates.length === 0 && !isBusy(audio, path)) return undefined;
  // No converter chip does 11.025 kHz and 102.4 kHz alike.
  return { path, sampleRates, converts: sampleRates.length === usualRates.length };
}

function isBusy(audio: PortAudio, path: AudioPath): boolean {
  const single = inputParameters(audio, path, 1);
  if (single === undefined) return false;
  return audio.isFormatSupported(single, path.input.defaultSampleRate) === paCodes.deviceUnavailable;
}

/** What is offered at an address, or where nothing is by another way to the same input. @throws Fault DEVICE_MISSING */
export function offerAt(audio: PortAudio, address: string): OfferedPath | undefined {
  const asked = pathTo(audio, address);
  const others = listPaths(audio).filter(
    (path) => path.input.index === asked.input.index && path.address !== asked.address,
  );
  for (const path of [asked, ...others]) {
    const offer = offerOf(audio, path, true);
    if (offer) return offer;
  }
  return undefined;
}

/** @throws Fault DEVICE_MISSING */
export function pathTo(audio: PortAudio, address: string): AudioPath {
  const paths = listPaths(audio);
  const path = pathAt(paths, address);
  if (path) return path;
  const message = `There is no sound device ${address}. Plug it in, and close other programs that record from it.`;
  throw new Fault("DEVICE_MISSING", message, { details: { address, present: paths.map((each) => each.address) } });
}
