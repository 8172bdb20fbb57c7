import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import type { SourceTroubles } from "../../domain/sourceTroubles.ts";
import { millisecondsPerSecond } from "../../domain/units.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { offeredRates, proposedRate } from "../offeredRates.ts";
import { ScanBlocks } from "../scanBlocks.ts";
import { steadyNow } from "../steadyNow.ts";
import { readCalibration } from "./calibration.ts";
import { Commands } from "./commands.ts";
import { highestRate, identify } from "./labjackModel.ts";
import { labjackFields, labjackSettings } from "./labjackSettings.ts";
import { PacketReader } from "./packetReader.ts";
import { chooseInputs, type OpenStream, startStream } from "./startStream.ts";
import { StreamScans } from "./streamScans.ts";

const kind = "labjack";

/**
 * LabJack T4 and T7 in stream mode over Ethernet: volts by the constants the device was calibrated with. A reader that is held up
 * lets the device's own buffer fill; it counts what it then skips. Written from the maker's data sheet and public examples and
 * tested against a counterpart that speaks the packets; never run on a device. Unverified: that the number of skipped scans
 * includes the dummy scan (at most one scan of difference), and the constants' place in the flash memory of a T4. Not
 * supported: USB, WiFi (which needs another stream mode) and the T8.
 */
export const labjack: Driver = {
  kind,
  form: { addressKind: "network address", exampleAddress: "192.168.1.207", fields: labjackFields },
  isLive: () => true,
  // Which of the network's addresses is a LabJack has to be said.
  find: async () => [],
  describe,
  capture,
  doctor: async () => ({
    driver: kind,
    ready: true,
    finding: "LabJack T4 and T7 are reached by their network address.",
  }),
};

async function describe(address: string, given: DeviceSetup["settings"]): Promise<DeviceInfo> {
  const settings = labjackSettings(given);
  using commands = await Commands.open(address, settings.commandPort, new AbortController().signal);
  const identity = await identify(commands, address);
  const inputs = chooseInputs(address, identity, settings);
  const sampleRates = offeredRates(0, highestRate(identity.model, inputs.length));
  const { isOwn } = await readCalibration(commands, identity.model);
  return {
    id: `${kind}:${address}`,
    driver: kind,
    address,
    name: `LabJack ${identity.model} (${identity.serial})`,
    channels: inputs.map((input) => ({ name: `AIN${input}`, quantity: "voltage", unit: "V", sensitivity: 1 })),
    sampleRates,
    defaultSampleRate: proposedRate(sampleRates),
    via: "Modbus TCP",
    settings: given,
    cautions: isOwn ? [] : ["calibration unreadable"],
  };
}

type Count = (troubles: SourceTroubles) => void;

async function* capture(
  setup: DeviceSetup,
  stop: AbortSignal,
  _tell?: unknown,
  count: Count = () => {},
): AsyncGenerator<SampleBlock, void, undefined> {
  if (stop.aborted) return;
  try {
    await using stream = await startStream(setup, labjackSettings(setup.settings), stop);
    const onAbort = () => void stream.socket.destroy();
    stop.addEventListener("abort", onAbort);
    try {
      yield* readStream(setup, stream, stop, count);
    } finally {
      stop.removeEventListener("abort", onAbort);
    }
    if (!stop.aborted) throw gone(setup, "it has closed the connection");
  } catch (thrown) {
    if (!stop.aborted) throw thrown;
  }
}

async function* readStream(
  { id: deviceId, address, channelCount, sampleRate, ...setup }: DeviceSetup,
  { socket, samplesPerPacket, toVolts }: OpenStream,
  stop: AbortSignal,
  count: Count,
): AsyncGenerator<SampleBlock, void, undefined> {
  const reader = new PacketReader(samplesPerPacket);
  const scans = new StreamScans(address, channelCount, samplesPerPacket / channelCount);
  const blocks = new ScanBlocks(channelCount, sampleRate);
  let sequence = 0;
  const whole = { ...setup, id: deviceId, address, channelCount, sampleRate };
  try {
    // Read no faster than it is used: what waits meanwhile is counted by the device.
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      const arrival = steadyNow();
      const packets = reader.push(chunk);
      const troubles = reader.takeTroubles();
      if (troubles) blocks.trouble(troubles);
      for (const packet of packets) {
        // What the device still holds is younger than this packet.
        const age = (packet.backlog / (2 * channelCount) / sampleRate) * millisecondsPerSecond;
        for (const { lost, troubles: why, raw } of scans.take(packet)) {
          const cut = why ? blocks.lose(lost, why, arrival - age) : [];
          const volts = Float64Array.from(raw, (value, i) => toVolts[i % channelCount]!(value));
          const done = [...cut, ...blocks.add(volts, raw.length / channelCount, arrival - age)];
          for (const block of done) yield { ...block, deviceId, sequence: sequence++ };
        }
        if (stop.aborted) return;
      }
    }
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw gone(whole, asFault(thrown, "DEVICE_LOST").message);
  } finally {
    const rest = blocks.takeTroubles();
    if (rest) count(rest);
  }
}

function gone({ name, address }: DeviceSetup, reason: string): Fault {
  const message = `${name} (${address}) is gone (${reason}). Check its cable and power.`;
  return new Fault("DEVICE_LOST", message, { details: { address, reason } });
}
