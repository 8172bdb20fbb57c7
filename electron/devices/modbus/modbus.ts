import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { SourceTroubles } from "../../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { captureFrom } from "../captureInProcess.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { previewFrom } from "../previewInProcess.ts";
import { listPorts } from "../serialPort/listPorts.ts";
import { ask, askProcess, type DeviceTalk, startDeviceProcess } from "../startDeviceProcess.ts";
import { channelsOf } from "./channelsOf.ts";
import {
  commonFields,
  type ModbusSettings,
  modbusSettings,
  networkBus,
  serialBus,
  serialFields,
} from "./modbusSettings.ts";
import type { BusAddress, ModbusTask, SensorAnswer, SlaveTask } from "./modbusTask.ts";
import { sensorCandidates } from "./sensorCandidates.ts";
import { talkAtPort } from "./sharedPort.ts";

const program = siblingModule(import.meta.url, "modbusProcess");
const openWithin: Milliseconds = 6000;
/** The process itself says sooner what is wrong. */
const stallAfter: Milliseconds = 8000;
const answerWithin = 10;
const recogniseWithin = 7;

/** Devices on two wires at a serial port: sensors and transmitters with RS-485. */
export const modbusRtu: Driver = {
  ...modbusDriver("modbusRtu", "Modbus RTU", serialBus),
  form: { addressKind: "serial port", exampleAddress: "/dev/ttyUSB0", fields: [...commonFields, ...serialFields] },
  recogniseAsks: true,
  async recognise(path, stop) {
    const task: ModbusTask = { job: "recognise", path, candidates: sensorCandidates };
    const answer = await unlessStopped(stop, askProcess<SensorAnswer | null>(program, task, recogniseWithin));
    if (!answer) return undefined;
    const { map, baudRate, slave } = answer.candidate;
    const settings = { map, slave, baudRate };
    return infoOf("modbusRtu", path, modbusSettings(settings), settings, "Modbus RTU");
  },
  async doctor() {
    const ports = await listPorts();
    const names = ports.map((port) => port.path).join(", ");
    const finding = ports.length === 0 ? "No serial port is plugged in." : `Serial ports for Modbus RTU: ${names}.`;
    return { driver: "modbusRtu", ready: true, finding };
  },
};

/** Devices on the network, or behind a gateway to two wires. */
export const modbusTcp: Driver = {
  ...modbusDriver("modbusTcp", "Modbus TCP", networkBus),
  form: { addressKind: "network address", exampleAddress: "192.168.1.20:502", fields: commonFields },
  doctor: async () => ({ driver: "modbusTcp", ready: true, finding: "Modbus TCP needs nothing but the network." }),
};

function modbusDriver(
  kind: string,
  via: string,
  busOf: (address: string, settings: DeviceSetup["settings"]) => BusAddress,
): Omit<Driver, "form" | "doctor"> {
  const taskOf = (job: SlaveTask["job"], address: string, given: DeviceSetup["settings"]): SlaveTask => {
    return { job, address, bus: busOf(address, given), ...modbusSettings(given) };
  };
  return {
    kind,
    isLive: () => true,
    // A bus does not say who hangs on it. Its serial port is listed with the others.
    find: async () => [],
    idOf: (address, given) => idOf(kind, address, modbusSettings(given)),
    async describe(address, given) {
      const task = taskOf("probe", address, given);
      await ask<readonly number[]>(talkTo(task), answerWithin);
      return infoOf(kind, address, task, given, via);
    },
    async *preview(address, given, stop) {
      yield* previewFrom(talkTo(taskOf("preview", address, given)), stop);
    },
    async *capture(setup, stop, _tell, count) {
      yield* capture(taskOf("capture", setup.address, setup.settings), setup, stop, count);
    },
  };
}

/** Slaves at a serial port share its process; on the network each has a connection of its own. */
function talkTo(task: SlaveTask, name = task.map.name): DeviceTalk {
  const { bus } = task;
  if (bus.kind === "serial") return talkAtPort({ ...task, bus }, name);
  return (hear) => startDeviceProcess(program, { ...task, bus } satisfies ModbusTask, hear);
}

async function* capture(
  settings: SlaveTask,
  setup: DeviceSetup,
  stop: AbortSignal,
  count?: (troubles: SourceTroubles) => void,
): AsyncGenerator<SampleBlock, void, undefined> {
  const { name, address, channelCount, sampleRate } = setup;
  const { registers } = settings.map;
  if (channelCount !== registers.length) {
    const message = `${name} (${address}) was set up with ${channelCount} channels, and its register map has ${registers.length}. Set it up again.`;
    throw new Fault("BAD_INPUT", message, { details: { address, expected: channelCount, found: registers.length } });
  }
  const talk = talkTo({ ...settings, sampleRate }, name);
  const seconds = Math.max(stallAfter, (4 * millisecondsPerSecond) / sampleRate) / millisecondsPerSecond;
  const stalled = () =>
    new Fault(
      "DEVICE_STALLED",
      `${name} (${address}) has said nothing for ${seconds} s. Check that it is switched on.`,
      {
        details: { address, seconds },
      },
    );
  const patience = seconds * millisecondsPerSecond;
  yield* captureFrom(talk, { setup, stop, openWithin, stallAfter: patience, stalled, count });
}

/** Several slaves share a port. */
function idOf(kind: string, address: string, { slave }: Pick<ModbusSettings, "slave">): string {
  return `${kind}:${address}#${slave}`;
}

function infoOf(
  kind: string,
  address: string,
  asked: ModbusSettings,
  settings: DeviceSetup["settings"],
  via: string,
): DeviceInfo {
  const { map, sampleRate } = asked;
  return {
    id: idOf(kind, address, asked),
    driver: kind,
    address,
    name: map.name,
    channels: channelsOf(map),
    sampleRates: [sampleRate],
    defaultSampleRate: sampleRate,
    via,
    settings,
  };
}

/** A process that nobody waits for any more ends by itself in time. */
async function unlessStopped<Answer>(stop: AbortSignal, answer: Promise<Answer>): Promise<Answer | undefined> {
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  const onAbort = () => resolve(undefined);
  if (stop.aborted) onAbort();
  stop.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([answer, stopped]);
  } catch (thrown) {
    // too slow an answer is none
    if (asFault(thrown, "DEVICE_LOST").code === "DEVICE_STALLED") return undefined;
    throw thrown;
  } finally {
    stop.removeEventListener("abort", onAbort);
    answer.catch(() => {});
  }
}
