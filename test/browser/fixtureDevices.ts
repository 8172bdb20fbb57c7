import { setTimeout as pause } from "node:timers/promises";
import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import { inventedPort, rawChannels } from "./inventedDevices.ts";
import type { InventedPlant } from "./inventedPlant.ts";

type Make = ReturnType<typeof implement<typeof contract>>;
const hour = 3_600_000;

/** The devices of an invented plant: some can be taken into use, one is gone when somebody tries. */
export function fixtureDevices(make: Make, invented: InventedPlant) {
  return {
    find: make.devices.find.handler(() => []),
    describe: make.devices.describe.handler(({ errors, input }) => {
      const { driver, address, settings } = input;
      const described = { id: `${driver}:${address}`, driver, address, name: address, settings, inUse: false };
      if (driver === "serialText" || driver === "serialFrames") {
        if (settings.baudRate !== inventedPort.baudRate) {
          const message = `${address} sends no lines of numbers; it sent "x~". Check baud rate and separator.`;
          throw errors.DEVICE_STALLED({ message, data: { details: {} } });
        }
        // Counted where nobody says it, as a station does.
        const rate = typeof settings.sampleRate === "number" ? settings.sampleRate : inventedPort.counted;
        const channels = rawChannels(3);
        return { ...described, channels, sampleRates: [rate], defaultSampleRate: rate, via: "serial port" };
      }
      if (driver === "recordedFile" && address.endsWith("pump.wav")) {
        return { ...described, channels: rawChannels(1), sampleRates: [8000], defaultSampleRate: 8000, via: "WAV" };
      }
      throw errors.BAD_FILE({
        message: `${address} is not a WAV file: it begins with "Hello".`,
        data: { details: {} },
      });
    }),
    add: make.devices.add.handler(({ errors, input }) => {
      if (input.driver === "usbAudio") {
        throw errors.DEVICE_MISSING({ message: "USB sound card is not plugged in.", data: { details: {} } });
      }
      const device = { ...input, id: `${input.driver}:${input.address}`, channels: rawChannels(input.channelCount) };
      const others = invented.plant.devices.filter(({ id }) => id !== device.id);
      invented.plant = { ...invented.plant, devices: [...others, device] };
      invented.revision.plant += 1;
      return device;
    }),
    remove: make.devices.remove.handler(() => ({ removed: true as const })),
    history: make.devices.history.handler(({ input: { deviceId, from, to } }) => ({
      deviceId,
      gaps: [
        { from: to - 2.6 * hour, to: to - 2.5 * hour, lostSamples: 9_216_000, reason: "Demo plant was unplugged." },
        { from: to - 20 * hour, to: to - 20 * hour + 400, lostSamples: 10_240, reason: "The computer was too busy." },
      ],
      channels: [
        { lostSamples: 9_226_240, gaps: 2, troubles: { overrun: 3, "rejected bytes": 118 } },
        { lostSamples: 9_226_240, gaps: 2, troubles: { overrun: 3 } },
      ],
      clock: Array.from({ length: 24 }, (_, index) => ({
        time: from + index * hour,
        drift: 11 + 3 * Math.sin(index / 4),
        uncertainty: 6 / (index + 1),
      })),
    })),
    levels: make.devices.levels.handler(async function* ({ input, signal }) {
      while (!signal?.aborted) {
        const channels = Array.from({ length: 12 }, () => ({
          rms: 0.05 + Math.random() * 0.02,
          peak: 0.3 + Math.random() * 0.2,
        }));
        yield { deviceId: input.id, time: Date.now(), channels };
        await pause(100);
      }
    }),
  };
}
