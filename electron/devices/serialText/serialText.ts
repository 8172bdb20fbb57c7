import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { captureInProcess } from "../captureInProcess.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { listPorts } from "../serialPort/listPorts.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { separators } from "./parseRow.ts";
import { type SerialSettings, serialSettings } from "./serialSettings.ts";
import type { SerialTask } from "./serialTask.ts";

const kind = "serialText";
const program = siblingModule(import.meta.url, "serialProcess");
const openWithin: Milliseconds = 5000;
const stallAfter: Milliseconds = 2500;
const listenFor: Milliseconds = 2500;

/** Lines of numbers over a serial port: one line a sample, one number a channel. */
export const serialText: Driver = {
  kind,
  form: {
    addressKind: "serial port",
    exampleAddress: "/dev/ttyUSB0",
    fields: [
      { name: "baudRate", kind: "number", usual: 115_200, low: 50, high: 20_000_000, unit: "baud" },
      { name: "separator", kind: "choice", usual: "auto", choices: separators },
      { name: "sampleRate", kind: "number", low: 0.001, high: 1_000_000, unit: "Hz" },
    ],
  },
  isLive: () => true,
  find: async () => (await listPorts()).map((port) => info(port.path, port.name, [], serialSettings({}), {})),
  async describe(address, given) {
    const settings = serialSettings(given);
    const task: SerialTask = { job: "probe", path: address, settings, listenFor };
    return info(address, address, await askProcess<string[]>(program, task, 10), settings, given);
  },
  capture,
  async doctor() {
    const ports = await listPorts();
    const names = ports.map((port) => port.path).join(", ");
    const finding = ports.length === 0 ? "No serial port is plugged in." : `Serial ports: ${names}.`;
    return { driver: kind, ready: true, finding };
  },
};

/** A port that was only found has no channels yet: how many there are is known once it has been listened to. */
function info(
  address: string,
  name: string,
  channels: readonly string[],
  { sampleRate }: SerialSettings,
  settings: DeviceSetup["settings"],
): DeviceInfo {
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels: channels.map((channel) => ({ name: channel, quantity: "other", unit: "raw", sensitivity: 1 })),
    sampleRates: sampleRate ? [sampleRate] : [],
    defaultSampleRate: sampleRate ?? 0,
    via: "serial port",
    settings,
  };
}

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const settings = serialSettings(setup.settings);
  const { address, name, channelCount, sampleRate } = setup;
  const task: SerialTask = { job: "capture", path: address, settings, channelCount, sampleRate };
  const stalled = (finding: string | undefined) => {
    const wanted = `${channelCount} number${channelCount === 1 ? "" : "s"}`;
    const message = finding
      ? `${name} (${address}) sends no lines of ${wanted}; the last one was "${finding}". Check baud rate, separator and number of channels.`
      : `${name} (${address}) has sent nothing for ${stallAfter / 1000} s. Check that it is switched on and sending.`;
    return new Fault("DEVICE_STALLED", message, { details: { address, seconds: stallAfter / 1000 } });
  };
  yield* captureInProcess({ module: program, task, setup, stop, openWithin, stallAfter, stalled });
}
