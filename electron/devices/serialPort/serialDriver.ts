import type { ChannelInfo } from "../../domain/channelInfo.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SourceForm } from "../../domain/settingField.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { captureInProcess, type ProcessCapture } from "../captureInProcess.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { previewInProcess } from "../previewInProcess.ts";
import { askProcess } from "../startDeviceProcess.ts";
import { askUntil } from "./askUntil.ts";
import { listPorts } from "./listPorts.ts";
import type { Probed, SerialTask } from "./streamProbe.ts";

const openWithin: Milliseconds = 5000;
const stallAfter: Milliseconds = 2500;
const listenFor: Milliseconds = 2500;
/** Of the 5 s that a recognition may take, the rest is for the process. */
const recogniseWithin: Milliseconds = 4200;
const parting: Milliseconds = 2000;

/** A kind of device at a serial port; all of them are opened, captured, previewed and recognised alike. */
export interface SerialKind {
  readonly kind: string;
  /** Address of the program that calls `serveSerial` with its codec. */
  readonly program: string;
  readonly fields: SourceForm["fields"];
  /** Tried in this order. */
  readonly baudRates: readonly number[];
  /** Makers of boards that cannot be such a device: their USB vendor ids. */
  readonly otherVendors?: readonly string[] | undefined;
  /** Whether it can be told from others by what it sends, without a description. */
  readonly recognisable: boolean;
  /** Whether `find` lists all ports there are: one kind does. */
  readonly listsPorts?: boolean | undefined;
  /** @throws Fault BAD_INPUT naming the setting */
  check(settings: DeviceSetup["settings"]): void;
  /** The end of "Pump sensor (/dev/ttyUSB0) sends no …": what was missing, what came instead, what to check. */
  missing(setup: DeviceSetup, finding: string): string;
}

export function serialDriver(of: SerialKind): Driver {
  const { kind, program } = of;
  return {
    kind,
    form: { addressKind: "serial port", exampleAddress: "/dev/ttyUSB0", fields: of.fields },
    isLive: () => true,
    async find() {
      const ports = of.listsPorts ? await listPorts() : [];
      return ports.map((port) => infoOf(kind, port.path, port.name, [], undefined, {}));
    },
    async describe(address, settings) {
      of.check(settings);
      const task: SerialTask = { job: "probe", path: address, settings, listenFor };
      return probedInfo(kind, address, await askProcess<Probed>(program, task, 12));
    },
    capture: (setup, stop, _tell, count) => capture(of, setup, stop, count),
    async *preview(address, settings, stop) {
      const task: SerialTask = { job: "preview", path: address, settings };
      yield* previewInProcess(program, task, stop);
    },
    ...(of.recognisable && {
      async recognise(address: string, stop: AbortSignal) {
        const port = (await listPorts()).find((each) => each.path === address);
        const vendor = port?.usb?.slice(0, 4);
        if (stop.aborted || (vendor !== undefined && of.otherVendors?.includes(vendor))) return undefined;
        const { baudRates } = of;
        const task: SerialTask = { job: "recognise", path: address, settings: {}, baudRates, within: recogniseWithin };
        // A port whose driver hangs is not waited for.
        const limit = AbortSignal.any([stop, AbortSignal.timeout(recogniseWithin + parting)]);
        const probed = await askUntil<Probed | null>(program, task, limit);
        return probed ? probedInfo(kind, address, probed) : undefined;
      },
    }),
    async doctor() {
      return {
        driver: kind,
        ready: true,
        finding: of.listsPorts ? await portsFound() : "Its devices are looked for at the serial ports.",
      };
    },
  };
}

async function portsFound(): Promise<string> {
  const ports = await listPorts();
  return ports.length === 0
    ? "No serial port is plugged in."
    : `Serial ports: ${ports.map(({ path }) => path).join(", ")}.`;
}

function probedInfo(kind: string, address: string, { look, settings }: Probed): DeviceInfo {
  const given = settings.sampleRate;
  const rate = typeof given === "number" ? given : look.sampleRate;
  return infoOf(kind, address, address, look.channels, rate, settings);
}

/** A port that was only found has no channels yet: how many there are is known once it has been listened to. */
function infoOf(
  kind: string,
  address: string,
  name: string,
  channels: readonly ChannelInfo[],
  rate: number | undefined,
  settings: DeviceSetup["settings"],
): DeviceInfo {
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name,
    channels,
    sampleRates: rate ? [rate] : [],
    defaultSampleRate: rate ?? 0,
    via: "serial port",
    settings,
  };
}

async function* capture(of: SerialKind, setup: DeviceSetup, stop: AbortSignal, count: ProcessCapture["count"]) {
  of.check(setup.settings);
  const { address, name, channelCount, sampleRate, settings } = setup;
  const task: SerialTask = { job: "capture", path: address, settings, channelCount, sampleRate };
  const stalled = (finding: string | undefined) => {
    const message = finding
      ? `${name} (${address}) sends no ${of.missing(setup, finding)}`
      : `${name} (${address}) has sent nothing for ${stallAfter / 1000} s. Check that it is switched on and sending.`;
    return new Fault("DEVICE_STALLED", message, { details: { address, seconds: stallAfter / 1000 } });
  };
  yield* captureInProcess({ module: of.program, task, setup, stop, openWithin, stallAfter, stalled, count });
}
