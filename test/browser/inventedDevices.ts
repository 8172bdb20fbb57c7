import type { FoundDevice } from "../../electron/contract/devicesContract.ts";
import type { SourceKind } from "../../electron/contract/listeningContract.ts";
import type { ChannelInfo } from "../../electron/domain/channelInfo.ts";

/** A port that says nothing of itself until it is listened to at this rate. */
export const inventedPort = {
  name: "Acme Sensor bridge",
  address: "/dev/ttyUSB0",
  baudRate: 9600,
  counted: 99.8,
} as const;
/** What is plugged in a moment after somebody has begun to look. */
export const inventedMicrophone = { name: "USB measurement microphone", address: "hw:7" } as const;
const pluggedAfter = 1500;

const channel = (name: string, more: Partial<ChannelInfo> = {}): ChannelInfo => ({
  name,
  quantity: "other",
  unit: "raw",
  sensitivity: 1,
  ...more,
});
export const rawChannels = (count: number) =>
  Array.from({ length: count }, (_, index) => channel(`Channel ${index + 1}`));

const simulated: FoundDevice = {
  id: "simulatedPlant:other",
  driver: "simulatedPlant",
  address: "other",
  name: "Demo machine",
  channels: [channel("Housing", { quantity: "acceleration", unit: "g" })],
  sampleRates: [25_600],
  defaultSampleRate: 25_600,
  via: "simulation",
  settings: {},
  inUse: false,
};
const soundCard: FoundDevice = {
  id: "usbAudio:1",
  driver: "usbAudio",
  address: "hw:1",
  name: "USB sound card",
  channels: [1, 2].map((number) => channel(`Input ${number}`, { quantity: "sound pressure", unit: "FS" })),
  sampleRates: [44_100, 48_000],
  defaultSampleRate: 48_000,
  via: "ALSA",
  settings: {},
  cautions: ["shared path"],
  inUse: false,
};
const port: FoundDevice = {
  id: `serialText:${inventedPort.address}`,
  driver: "serialText",
  address: inventedPort.address,
  name: inventedPort.name,
  channels: [],
  sampleRates: [],
  defaultSampleRate: 0,
  via: "serial port",
  settings: {},
  inUse: false,
};
const microphone: FoundDevice = {
  ...soundCard,
  id: `usbAudio:${inventedMicrophone.address}`,
  address: inventedMicrophone.address,
  name: inventedMicrophone.name,
  channels: [channel("Microphone", { quantity: "sound pressure", unit: "FS" })],
  cautions: [],
};
/** What the port turns out to be when it is asked. */
export const recognisedSensor: FoundDevice = {
  ...port,
  id: `witMotion:${inventedPort.address}`,
  driver: "witMotion",
  name: "WitMotion inertial sensor",
  channels: ["x", "y", "z"].map((axis) => channel(`Acceleration ${axis}`, { quantity: "acceleration", unit: "g" })),
  sampleRates: [100],
  defaultSampleRate: 100,
  settings: { baudRate: 9600 },
};

/** What is plugged in, as it was `since` ms after somebody began to look. */
export function foundDevices(since: number): readonly FoundDevice[] {
  return [simulated, soundCard, port, ...(since >= pluggedAfter ? [microphone] : [])];
}

/** Kinds of sources with forms as the drivers have them: every kind of field occurs. */
export const inventedKinds: readonly SourceKind[] = [
  {
    driver: "serialText",
    previews: true,
    form: {
      addressKind: "serial port",
      exampleAddress: "/dev/ttyUSB0",
      fields: [
        { name: "baudRate", kind: "number", usual: 115_200, low: 50, high: 20_000_000, unit: "baud" },
        { name: "separator", kind: "choice", usual: "auto", choices: ["auto", ",", ";", "tab", "space"] },
        { name: "sampleRate", kind: "number", low: 0.001, high: 1_000_000, unit: "Hz" },
      ],
    },
  },
  {
    driver: "serialFrames",
    previews: true,
    form: {
      addressKind: "serial port",
      exampleAddress: "/dev/ttyUSB0",
      fields: [
        { name: "baudRate", kind: "number", usual: 115_200, low: 50, high: 20_000_000, unit: "baud" },
        { name: "frame", kind: "frame" },
      ],
    },
  },
  {
    driver: "recordedFile",
    previews: false,
    form: {
      addressKind: "file",
      exampleAddress: "/data/pump.wav",
      fields: [
        { name: "sampleRate", kind: "number", low: 0.001, high: 10_000_000, unit: "Hz" },
        { name: "loop", kind: "switch", usual: true },
        { name: "acceptCut", kind: "switch", usual: false },
        { name: "pace", kind: "choice", usual: "real time", choices: ["real time", "as fast as possible"], rare: true },
      ],
    },
  },
  {
    driver: "modbusTcp",
    previews: true,
    form: {
      addressKind: "network address",
      exampleAddress: "192.168.0.20:502",
      fields: [
        { name: "map", kind: "choice", usual: "qm30vt2", choices: ["qm30vt2", "own"] },
        { name: "registers", kind: "registers" },
      ],
    },
  },
];
