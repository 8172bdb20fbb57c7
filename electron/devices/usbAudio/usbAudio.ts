import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds, Seconds } from "../../domain/units.ts";
import { captureInProcess } from "../captureInProcess.ts";
import type { DeviceInfo, Driver, DriverCheck } from "../driver.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { audioChannels, hasUnreadableCalibration } from "./audioChannels.ts";
import type { AudioDevice, AudioList, AudioTask } from "./audioTask.ts";

const kind = "usbAudio";
const program = siblingModule(import.meta.url, "audioProcess");
/** Sound systems look for servers and cards first. */
const openWithin: Milliseconds = 10_000;
const answerWithin: Seconds = 20;
const stallAfter: Milliseconds = 2500;

/**
 * Sound cards and USB DAQ boxes that present themselves as such, through PortAudio, at the rates they offer: nothing is resampled
 * here. Each is offered by the way on which the system leaves its samples alone; where only another is open, its cautions say so.
 */
export const usbAudio: Driver = { kind, isLive: () => true, find, describe, capture, doctor };

/** In a process of its own: PortAudio sees only what was plugged in when it started, and a running capture is left alone. */
function list(): Promise<AudioList> {
  const task: AudioTask = { job: "list" };
  return askProcess<AudioList>(program, task, answerWithin);
}

async function find(): Promise<readonly DeviceInfo[]> {
  try {
    const { devices } = await list();
    return devices.map(info);
  } catch {
    // The reason is in `doctor`.
    return [];
  }
}

/** Also a way that `find` leaves out because there is a better one; one that is closed now is described as the next best. */
async function describe(address: string): Promise<DeviceInfo> {
  const task: AudioTask = { job: "describe", address };
  const [device] = (await askProcess<AudioList>(program, task, answerWithin)).devices;
  if (device) return info(device);
  const message = `The sound device ${address} cannot be recorded from this way. Choose it anew from the list of devices.`;
  throw new Fault("DEVICE_MISSING", message, { details: { address } });
}

function info(device: AudioDevice): DeviceInfo {
  const { address, name, via, channelCount, sampleRates, defaultSampleRate } = device;
  const unreadable = hasUnreadableCalibration(name) ? (["calibration unreadable"] as const) : [];
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels: audioChannels(name, channelCount),
    sampleRates,
    defaultSampleRate,
    via,
    settings: {},
    cautions: [...device.cautions, ...unreadable],
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
    const shared = devices.filter(({ cautions }) => cautions.includes("shared path")).map(({ name }) => name);
    const mixed =
      shared.length === 0 ? "" : ` The system may mix and convert what comes from these first: ${shared.join(", ")}.`;
    return { driver: kind, ready: true, finding: `${version.split(",")[0]}, ${count}.${mixed}` };
  } catch (thrown) {
    return { driver: kind, ready: false, finding: asFault(thrown, "LIBRARY_MISSING").message };
  }
}
