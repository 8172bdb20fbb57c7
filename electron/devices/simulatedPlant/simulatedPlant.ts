import { setImmediate } from "node:timers/promises";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../../domain/units.ts";
import type { ChannelInfo, DeviceInfo, Driver } from "../driver.ts";
import { steadyNow } from "../steadyNow.ts";
import { severityOf } from "./demoFaults.ts";
import { MachineSimulator } from "./machineSimulator.ts";
import { type ChannelModel, type MachineModel, machineModels } from "./machines.ts";
import { Pacer } from "./pacer.ts";

const kind = "simulatedPlant";
const blockSeconds: Seconds = 0.1;
/** Volts per g and per Pa: the sensors of the demo plant end in a converter that delivers volts. */
const sensitivities = { acceleration: 0.1, "sound pressure": 0.05 } as const;

export const paces = ["real time", "as fast as possible"] as const;

/** Four machines that exist only as physics: one device each, addressed by the machine's id. */
export const simulatedPlant: Driver = {
  kind,
  isLive: (setup) => setup.settings.pace !== "as fast as possible",
  find: async () => machineModels.map((machine) => infoOf(machine, {})),
  describe: async (address, settings) => {
    settingsOf(settings);
    return infoOf(machineOf(address), settings);
  },
  capture,
  doctor: async () => ({ driver: kind, ready: true, finding: "The demo plant needs nothing." }),
};

async function* capture(setup: DeviceSetup, stop: AbortSignal): AsyncGenerator<SampleBlock, void, undefined> {
  const { seed, pace, startTime } = settingsOf(setup.settings);
  const machine = machineOf(setup.address);
  const { sampleRate } = machine;
  checkFits(setup, machine);
  const scales = channelsOf(machine).map((channel) => sensitivities[channel.quantity]);
  const simulator = new MachineSimulator(machine, seed);
  const length = Math.round(blockSeconds * sampleRate);
  const origin = startTime ?? steadyNow();
  const pacer = pace === "real time" ? new Pacer(sampleRate) : undefined;
  let frames = 0;
  for (let sequence = 0; !stop.aborted; sequence++) {
    // A block is there when its last sample has been taken.
    // As fast as possible must still let others have their turn: whoever stops us may be one of them.
    const lostBefore = pacer ? await pacer.wait(frames + length, stop) : await setImmediate(0);
    if (stop.aborted) return;
    frames += lostBefore;
    const time: UtcMilliseconds = origin + (frames / sampleRate) * millisecondsPerSecond;
    const channels = simulator
      .next(length, (componentId, fault) => severityOf(componentId, fault, time))
      .slice(0, setup.channelCount);
    channels.forEach((samples, index) => {
      const scale = scales[index]!;
      for (let i = 0; i < samples.length; i++) samples[i]! *= scale;
    });
    frames += length;
    yield { deviceId: setup.id, sequence, time, sampleRate, channels, lostBefore };
  }
}

function infoOf(machine: MachineModel, settings: DeviceSetup["settings"]): DeviceInfo {
  return {
    id: `${kind}:${machine.id}`,
    driver: kind,
    address: machine.id,
    name: `${machine.name} (demo)`,
    channels: channelInfos(machine),
    sampleRates: [machine.sampleRate],
    defaultSampleRate: machine.sampleRate,
    via: "simulation",
    settings,
  };
}

export function channelInfos(machine: MachineModel): ChannelInfo[] {
  return machine.components.flatMap((component) =>
    component.channels.map((channel) => ({
      name: `${component.name}, ${channel.name}`,
      quantity: channel.quantity,
      unit: channel.quantity === "acceleration" ? "g" : "Pa",
      sensitivity: sensitivities[channel.quantity],
    })),
  );
}

function channelsOf(machine: MachineModel): readonly ChannelModel[] {
  return machine.components.flatMap((component) => component.channels);
}

function machineOf(address: string): MachineModel {
  const machine = machineModels.find((candidate) => candidate.id === address);
  if (machine) return machine;
  const known = machineModels.map((candidate) => candidate.id);
  throw new Fault("DEVICE_MISSING", `The demo plant has no machine "${address}". It has: ${known.join(", ")}.`, {
    details: { address, known },
  });
}

function checkFits(setup: DeviceSetup, machine: MachineModel): void {
  const offered = machine.sampleRate;
  if (setup.sampleRate !== offered) {
    throw new Fault(
      "RATE_NOT_OFFERED",
      `${machine.name} is simulated at ${offered} Hz, not at ${setup.sampleRate} Hz. Set up the device with ${offered} Hz.`,
      { details: { address: setup.address, asked: setup.sampleRate, offered: [offered] } },
    );
  }
  const has = channelsOf(machine).length;
  if (setup.channelCount < 1 || setup.channelCount > has) {
    throw new Fault("BAD_INPUT", `${machine.name} has ${has} channels, but ${setup.channelCount} are set up.`, {
      details: { address: setup.address, asked: setup.channelCount, offered: has },
    });
  }
}

interface Settings {
  readonly seed: number;
  readonly pace: (typeof paces)[number];
  /** Time of the first sample; default now. */
  readonly startTime?: UtcMilliseconds | undefined;
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
function settingsOf({ seed = 1, pace = "real time", startTime }: DeviceSetup["settings"]): Settings {
  if (!Number.isSafeInteger(seed)) throw wrong("seed", seed, "a whole number");
  if (!paces.includes(pace as Settings["pace"])) throw wrong("pace", pace, paces.map((one) => `"${one}"`).join(" or "));
  if (startTime !== undefined && !Number.isFinite(startTime)) {
    throw wrong("startTime", startTime, "milliseconds since 1970 (UTC)");
  }
  return { seed: seed as number, pace: pace as Settings["pace"], startTime: startTime as number | undefined };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  return new Fault(
    "BAD_INPUT",
    `The setting ${setting} of the demo plant must be ${allowed}, not ${JSON.stringify(value)}.`,
    { details: { setting, value: String(value) } },
  );
}
