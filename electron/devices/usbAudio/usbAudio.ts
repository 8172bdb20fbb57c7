import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { captureInProcess } from "../captureInProcess.ts";
import type { DeviceInfo, Driver, DriverCheck } from "../driver.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { audioChannels } from "./audioChannels.ts";
import type { AudioDevice, AudioList, AudioTask } from "./audioTask.ts";

const kind = "usbAudio";
const program = siblingModule(import.meta.url, "audioProcess");
/** Sound systems look for servers and cards first. */
const openWithin: Milliseconds = 10_000;
const stallAfter: Milliseconds = 2500;

/**
 * Sound cards and USB DAQ boxes that present themselves as such, through PortAudio, at the rates they offer: nothing is resampled
 * here, and `via` tells of a device behind which the system does.
 */
export const usbAudio: Driver = { kind, isLive: () => true, find, describe, capture, doctor };

/** In a process of its own: PortAudio sees only what was plugged in when it started, and a running capture is left alone. */
function list(): Promise<AudioList> {
  const task: AudioTask = { job: "list" };
  return askProcess<AudioList>(program, task, 20);
}

async function find(): Promise<readonly DeviceInfo[]> {
  try {
    const { devices } = await list();
    // What measures at its own rate first.
    return devices.toSorted((a, b) => Number(a.converts) - Number(b.converts)).map(info);
  } catch {
    // The reason is in `doctor`.
    return [];
  }
}

async function describe(address: string): Promise<DeviceInfo> {
  const { devices } = await list();
  const device = devices.find((candidate) => candidate.address === address);
  if (device) return info(device);
  const message = `There is no sound device ${address}. Plug it in, and close other programs that record from it.`;
  throw new Fault("DEVICE_MISSING", message, { details: { address, present: devices.map((each) => each.address) } });
}

function info(device: AudioDevice): DeviceInfo {
  const { address, name, hostApi, channelCount, sampleRates, defaultSampleRate, converts } = device;
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels: audioChannels(name, channelCount),
    sampleRates,
    defaultSampleRate,
    via: converts ? `${hostApi}, rates converted by the system` : hostApi,
    settings: {},
  };
}

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const { address, name, channelCount, sampleRate } = setup;
  const task: AudioTask = { job: "capture", address, channelCount, sampleRate };
  const stalled = () => {
    const message = `${name} (${address}) has sent nothing for ${stallAfter / 1000} s. Plug it in again.`;
    return new Fault("DEVICE_STALLED", message, { details: { address, seconds: stallAfter / 1000 } });
  };
  yield* captureInProcess({ module: program, task, setup, stop, openWithin, stallAfter, stalled });
}

async function doctor(): Promise<DriverCheck> {
  try {
    const { version, devices } = await list();
    const count = devices.length === 1 ? "1 sound device" : `${devices.length} sound devices`;
    return { driver: kind, ready: true, finding: `${version.split(",")[0]}, ${count}.` };
  } catch (thrown) {
    return { driver: kind, ready: false, finding: asFault(thrown, "LIBRARY_MISSING").message };
  }
}
