import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { captureInProcess } from "../captureInProcess.ts";
import type { DeviceInfo, Driver, DriverCheck } from "../driver.ts";
import { LibraryList } from "../libraryList.ts";
import { offeredRates, proposedRate } from "../offeredRates.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { highestRate } from "./highestRate.ts";
import { mccFields, mccSettings } from "./mccSettings.ts";
import type { MccBoard, MccList, MccTask } from "./mccTask.ts";

const kind = "mcc";
const program = siblingModule(import.meta.url, "mccProcess");
const list = new LibraryList<MccList>("AUSCULT_ULDAQ", () => {
  const task: MccTask = { job: "list" };
  return askProcess<MccList>(program, task, 20);
});
/** Boards are looked for on the network as well. */
const openWithin: Milliseconds = 15_000;
const stallAfter: Milliseconds = 2500;
/** For stopping the scan and switching the sensor supply off. */
const leaveWithin: Milliseconds = 800;

/**
 * Boards of Measurement Computing through their library `uldaq` (Linux, macOS): volts, from the first channels of the board on.
 * Written from the library's public header and tested against a counterpart in C that checks every call; never run on a board.
 * Unverified: that a board takes a coupling for each channel where the header says "device", and how long its sensor supply
 * takes to settle (the first seconds after switching it on drift).
 */
export const mcc: Driver = {
  kind,
  form: { addressKind: "device name", exampleAddress: "USB-1608FS-Plus/01A2B3C4", fields: mccFields },
  isLive: () => true,
  find,
  describe,
  capture,
  doctor,
};

async function find(): Promise<readonly DeviceInfo[]> {
  try {
    return (await list.recent()).boards.map((board) => info(board, {}));
  } catch {
    // The reason is in `doctor`.
    return [];
  }
}

async function describe(address: string, settings: DeviceSetup["settings"]): Promise<DeviceInfo> {
  mccSettings(settings);
  const { boards } = await list.now();
  const board = boards.find((candidate) => candidate.address === address);
  if (board) return info(board, settings);
  const message = `There is no MCC board ${address}. Plug it in, and close other programs that use it.`;
  throw new Fault("DEVICE_MISSING", message, { details: { address, present: boards.map((each) => each.address) } });
}

function info(board: MccBoard, settings: DeviceSetup["settings"]): DeviceInfo {
  const { address, name, lowestRate, hasSensorSupply } = board;
  const channelCount = Math.min(mccSettings(settings).inputs ?? board.channelCount, board.channelCount);
  const sampleRates = offeredRates(lowestRate, highestRate(board, channelCount));
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels: Array.from({ length: channelCount }, (_, i) => ({
      name: `Channel ${i}`,
      quantity: "voltage",
      unit: "V",
      sensitivity: 1,
    })),
    sampleRates,
    defaultSampleRate: proposedRate(sampleRates),
    via: hasSensorSupply ? "uldaq, with sensor supply" : "uldaq",
    settings,
  };
}

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const { address, name, channelCount, sampleRate } = setup;
  const task: MccTask = { job: "capture", address, channelCount, sampleRate, settings: mccSettings(setup.settings) };
  const stalled = () => {
    const message = `${name} (${address}) has sent nothing for ${stallAfter / 1000} s. Plug it in again.`;
    return new Fault("DEVICE_STALLED", message, { details: { address, seconds: stallAfter / 1000 } });
  };
  yield* captureInProcess({ module: program, task, setup, stop, openWithin, stallAfter, stalled, leaveWithin });
}

async function doctor(): Promise<DriverCheck> {
  try {
    const { version, boards } = await list.recent();
    const count = boards.length === 1 ? "1 MCC board" : `${boards.length} MCC boards`;
    return { driver: kind, ready: true, finding: `uldaq ${version}, ${count}.` };
  } catch (thrown) {
    return { driver: kind, ready: false, finding: asFault(thrown, "LIBRARY_MISSING").message };
  }
}
