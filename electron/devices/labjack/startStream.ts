import type { Socket } from "node:net";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { checkRate, offeredRates, rateNotOffered } from "../offeredRates.ts";
import { readCalibration, type ToVolts } from "./calibration.ts";
import { Commands } from "./commands.ts";
import { connectTo } from "./connectTo.ts";
import { highestRate, identify, inputCounts, type LabJackIdentity } from "./labjackModel.ts";
import type { LabJackSettings } from "./labjackSettings.ts";

/** A stream that runs. Disposing of it stops it and closes both connections. */
export interface OpenStream extends AsyncDisposable {
  readonly socket: Socket;
  readonly samplesPerPacket: number;
  /** For each channel. */
  readonly toVolts: readonly ToVolts[];
}

const mostSamplesPerPacket = 512;
/** So long a packet may take to fill: the more often they come, the sooner a sample is seen. */
const packetTime: Milliseconds = 50;
const bufferBytes = 32_768;
const overEthernet = 1;
const toGround = 199;
const registers = {
  scanRate: 4002,
  channels: 4004,
  samplesPerPacket: 4006,
  settling: 4008,
  resolution: 4010,
  bufferBytes: 4012,
  clockSource: 4014,
  target: 4016,
  dataType: 4018,
  scans: 4020,
  scanList: 4100,
  enable: 4990,
  range: 40_000,
  negative: 41_000,
};
/** How long the device gets to say that it has stopped. */
const leaveWithin: Milliseconds = 400;

/** The numbers of the inputs of the channels. @throws Fault BAD_INPUT when the device has fewer */
export function chooseInputs(
  address: string,
  { model }: LabJackIdentity,
  settings: LabJackSettings,
): readonly number[] {
  const count = inputCounts[model];
  const all = Array.from({ length: count }, (_, i) => i);
  const inputs = settings.inputs ?? (settings.differential ? all.filter((input) => input % 2 === 0) : all);
  const wrong = inputs.find((input) => input >= count || (settings.differential && input % 2 === 1));
  if (wrong === undefined) return inputs;
  const kind = settings.differential ? "even-numbered (differential) inputs" : "inputs";
  const message = `The ${model} at ${address} has ${kind} up to AIN${count - 1}, not AIN${wrong}. Correct the inputs.`;
  throw new Fault("BAD_INPUT", message, { details: { address, input: wrong } });
}

/** @throws Fault DEVICE_MISSING, DEVICE_LOST, BAD_INPUT, RATE_NOT_OFFERED */
export async function startStream(
  setup: DeviceSetup,
  settings: LabJackSettings,
  stop: AbortSignal,
): Promise<OpenStream> {
  await using opening = new AsyncDisposableStack();
  const { address, channelCount, sampleRate } = setup;
  const commands = opening.use(await Commands.open(address, settings.commandPort, stop));
  const identity = await identify(commands, address);
  const inputs = chooseInputs(address, identity, settings).slice(0, channelCount);
  if (inputs.length < channelCount) {
    const message = `${setup.name} (${address}) is set up with ${channelCount} channels, but ${inputs.length} inputs. Name more inputs.`;
    throw new Fault("BAD_INPUT", message, { details: { address, asked: channelCount, offered: inputs.length } });
  }
  const highest = highestRate(identity.model, channelCount);
  if (sampleRate > highest) throw rateNotOffered(address, sampleRate, offeredRates(0, highest));
  // Whoever streamed before may have been cut off.
  if ((await commands.readWhole(registers.enable)) !== 0) await commands.writeWhole(registers.enable, 0);
  const calibration = await readCalibration(commands, identity.model);
  const scansPerPacket = Math.max(
    1,
    Math.min(Math.floor(mostSamplesPerPacket / channelCount), Math.round((packetTime / 1000) * sampleRate)),
  );
  const samplesPerPacket = scansPerPacket * channelCount;
  if (identity.model === "T7") {
    for (const input of inputs) {
      await commands.writeFloat(registers.range + 2 * input, settings.range);
      await commands.writeShort(registers.negative + input, settings.differential ? input + 1 : toGround);
    }
  }
  await commands.writeFloat(registers.scanRate, sampleRate);
  await commands.writeWhole(registers.channels, channelCount);
  await commands.writeWhole(registers.samplesPerPacket, samplesPerPacket);
  await commands.writeFloat(registers.settling, settings.settling);
  await commands.writeWhole(registers.resolution, settings.resolution);
  await commands.writeWhole(registers.bufferBytes, bufferBytes);
  await commands.writeWhole(registers.clockSource, 0);
  await commands.writeWhole(registers.target, overEthernet);
  await commands.writeWhole(registers.dataType, 0);
  await commands.writeWhole(registers.scans, 0);
  for (const [i, input] of inputs.entries()) await commands.writeWhole(registers.scanList + 2 * i, 2 * input);
  const socket = await connectTo(address, settings.streamPort, stop);
  opening.defer(() => void socket.destroy());
  await commands.writeWhole(registers.enable, 1);
  opening.defer(() => stopStream(commands));
  checkRate(address, sampleRate, await commands.readFloat(registers.scanRate));
  const toVolts = inputs.map((input) => calibration.toVolts(input, settings.range));
  const parts = opening.move();
  return { socket, samplesPerPacket, toVolts, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** A stream that is left running keeps the next one from starting; a device that is gone has stopped by itself. */
async function stopStream(commands: Commands): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, leaveWithin);
  await Promise.race([commands.writeWhole(registers.enable, 0).catch(() => {}), late]);
  clearTimeout(timer);
}
