import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulatedPlant } from "../../electron/devices/simulatedPlant/simulatedPlant.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";

/** A live counterpart for a driver: a device that sends for as long as the rig stands. */
export interface DriverRig {
  readonly driver: string;
  readonly name: string;
  /** What has to be installed for it. */
  readonly programs: readonly string[];
  open(): Promise<OpenRig>;
}

export interface OpenRig extends AsyncDisposable {
  readonly setup: DeviceSetup;
  /** An address where there is no device. */
  readonly missing: string;
  /** Whether `find` shows the device by itself. */
  readonly listed: boolean;
}

const setupOf = (driver: string, address: string, more: Partial<DeviceSetup>): DeviceSetup => ({
  id: `${driver}-under-test`,
  driver,
  address,
  name: "Device under test",
  sampleRate: 1000,
  channelCount: 2,
  settings: {},
  ...more,
});

/** At least one for every driver of the list. */
export const driverRigs: readonly DriverRig[] = [
  recordedFileRig("real time"),
  recordedFileRig("as fast as possible"),
  {
    driver: "serialText",
    name: "serialText on a pseudo-terminal",
    programs: ["socat"],
    async open() {
      await using opening = new AsyncDisposableStack();
      const folder = temporaryFolder(opening);
      const pair = opening.use(await socatPair(folder));
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line: (i) => `${i}\t${-i / 8}` });
      opening.defer(async () => {
        stop.abort();
        await writing;
      });
      const setup = setupOf("serialText", pair.station, {});
      const parts = opening.move();
      return {
        setup,
        missing: join(folder, "ttyUSB9"),
        listed: false,
        [Symbol.asyncDispose]: () => parts.disposeAsync(),
      };
    },
  },
  {
    driver: "usbAudio",
    name: "usbAudio on a virtual sound device",
    programs: ["pulseaudio", "pactl", "aplay"],
    async open() {
      await using opening = new AsyncDisposableStack();
      const folder = temporaryFolder(opening);
      const rig = opening.use(await pulseAudioRig(folder, [{ name: "daq", channelCount: 4, sampleRate: 48_000 }]));
      const before = { ...process.env };
      Object.assign(process.env, rig.environment);
      opening.defer(() => {
        for (const name of Object.keys(rig.environment)) {
          if (before[name] === undefined) delete process.env[name];
          else process.env[name] = before[name];
        }
      });
      const setup = setupOf("usbAudio", "ALSA/daq", { sampleRate: 48_000, channelCount: 4 });
      const parts = opening.move();
      return { setup, missing: "ALSA/unplugged", listed: true, [Symbol.asyncDispose]: () => parts.disposeAsync() };
    },
  },
  {
    driver: "simulatedPlant",
    name: "simulatedPlant",
    programs: [],
    async open() {
      const [machine] = await simulatedPlant.find();
      const { address, defaultSampleRate: sampleRate } = machine!;
      const setup = setupOf("simulatedPlant", address, { sampleRate });
      return { setup, missing: "no such machine", listed: true, [Symbol.asyncDispose]: async () => {} };
    },
  },
];

function recordedFileRig(pace: string): DriverRig {
  return {
    driver: "recordedFile",
    name: `recordedFile ${pace}`,
    programs: [],
    async open() {
      await using opening = new AsyncDisposableStack();
      const folder = temporaryFolder(opening);
      const path = join(folder, "machine.wav");
      const ramp = Float32Array.from({ length: 10_240 }, (_, i) => i / 10_240);
      writeFileSync(path, encodeWav([ramp, ramp.map((value) => -value)], 5120));
      const setup = setupOf("recordedFile", path, { sampleRate: 5120, settings: { pace, loop: true } });
      const parts = opening.move();
      return {
        setup,
        missing: join(folder, "gone.wav"),
        listed: false,
        [Symbol.asyncDispose]: () => parts.disposeAsync(),
      };
    },
  };
}

function temporaryFolder(owner: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "rig-"));
  owner.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
