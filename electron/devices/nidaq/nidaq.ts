import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { captureInProcess } from "../captureInProcess.ts";
import type { DeviceInfo, Driver, DriverCheck } from "../driver.ts";
import { LibraryList } from "../libraryList.ts";
import { proposedRate } from "../offeredRates.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { nidaqFields, nidaqSettings } from "./nidaqSettings.ts";
import type { NiDaqList, NiDaqSearch, NiDaqTask, NiModule } from "./nidaqTask.ts";

const kind = "nidaq";
const program = siblingModule(import.meta.url, "nidaqProcess");
let known: NiDaqSearch["known"] = {};
const list = new LibraryList<NiDaqList>("AUSCULT_NIDAQMX", () => search({}));
/** The library starts services of its own and wakes modules up. */
const openWithin: Milliseconds = 20_000;
const stallAfter: Milliseconds = 2500;
/** For stopping and for switching the sensor supply off, which takes a task of its own. */
const leaveWithin: Milliseconds = 800;

/**
 * Devices and modules of National Instruments through NI-DAQmx (Windows, Linux): volts, from the first channels of one device on.
 * Written from the library's public header and tested against a counterpart in C that checks every call; never run on a device.
 * Unverified: that committing a task without excitation switches the supply of a module off that another task had switched on,
 * and how long a supply takes to settle (the first seconds after switching it on drift). Modules of one chassis are captured
 * each by itself; their clocks are not synchronised.
 */
export const nidaq: Driver = {
  kind,
  form: { addressKind: "device name", exampleAddress: "cDAQ1Mod1", fields: nidaqFields },
  isLive: () => true,
  find,
  describe,
  capture,
  doctor,
};

async function search(inputs: NiDaqSearch["inputs"]): Promise<NiDaqList> {
  const task: NiDaqTask = { job: "list", known, inputs };
  const found = await askProcess<NiDaqList>(program, task, 30);
  known = Object.fromEntries(found.modules.map(({ identity, sampleRates }) => [identity, sampleRates]));
  return found;
}

async function find(): Promise<readonly DeviceInfo[]> {
  try {
    return (await list.recent()).modules.map((module) => info(module, {}));
  } catch {
    // The reason is in `doctor`.
    return [];
  }
}

async function describe(address: string, settings: DeviceSetup["settings"]): Promise<DeviceInfo> {
  const { inputs } = nidaqSettings(settings);
  const { modules } = await search(inputs === undefined ? {} : { [address]: inputs });
  const module = modules.find((candidate) => candidate.address === address);
  if (module) return info(module, settings);
  const message = `There is no NI device ${address}. Plug it in, and look up its name in NI MAX.`;
  throw new Fault("DEVICE_MISSING", message, { details: { address, present: modules.map((each) => each.address) } });
}

function info(module: NiModule, settings: DeviceSetup["settings"]): DeviceInfo {
  const { address, name, inputs, sampleRates, hasSensorSupply, isSimulated } = module;
  const ways = ["NI-DAQmx", ...(hasSensorSupply ? ["with sensor supply"] : []), ...(isSimulated ? ["simulated"] : [])];
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels: inputs.map((input) => ({
      name: input.slice(input.indexOf("/") + 1),
      quantity: "voltage",
      unit: "V",
      sensitivity: 1,
    })),
    sampleRates,
    defaultSampleRate: proposedRate(sampleRates),
    via: ways.join(", "),
    settings,
  };
}

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const { address, name, channelCount, sampleRate } = setup;
  const settings = nidaqSettings(setup.settings);
  const task: NiDaqTask = { job: "capture", address, channelCount, sampleRate, settings };
  const stalled = () => {
    const message = `${name} (${address}) has sent nothing for ${stallAfter / 1000} s. Plug it in again.`;
    return new Fault("DEVICE_STALLED", message, { details: { address, seconds: stallAfter / 1000 } });
  };
  yield* captureInProcess({ module: program, task, setup, stop, openWithin, stallAfter, stalled, leaveWithin });
}

async function doctor(): Promise<DriverCheck> {
  try {
    const { version, modules } = await list.recent();
    const count = modules.length === 1 ? "1 NI device" : `${modules.length} NI devices`;
    return { driver: kind, ready: true, finding: `NI-DAQmx ${version}, ${count} with analog inputs.` };
  } catch (thrown) {
    return { driver: kind, ready: false, finding: asFault(thrown, "LIBRARY_MISSING").message };
  }
}
