import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { monotonicNow } from "../steadyNow.ts";
import { captureTopic, namedTopic } from "./captureTopic.ts";
import { decodePayload, isRaw, numbered } from "./decodePayload.ts";
import { type MqttSettings, mqttSettings, payloadFormats, usualPause } from "./mqttSettings.ts";
import { Topic } from "./openTopic.ts";
import { channelsOf, previewTopic } from "./previewTopic.ts";

const kind = "mqtt";
/** Longer than a person who sets it up waits. */
const describeWithin: Milliseconds = 20_000;

/**
 * A topic of an MQTT broker (3.1.1) under which one sensor publishes: waveforms, or values it has computed. Only what is published
 * while the station listens counts: not what the broker has retained, nor what it would have kept for the station. User and password
 * stand in the settings of the plant, as they are needed to connect again.
 */
export const mqtt: Driver = {
  kind,
  form: {
    addressKind: "network address",
    exampleAddress: "mqtt://broker:1883",
    fields: [
      { name: "topic", kind: "text" },
      { name: "format", kind: "choice", usual: "auto", choices: payloadFormats },
      { name: "values", kind: "text" },
      { name: "channelCount", kind: "number", usual: 1, low: 1, high: 256 },
      { name: "signal", kind: "choice", usual: "waveform", choices: ["waveform", "feature"] },
      { name: "sampleRate", kind: "number", low: 0.0001, high: 1_000_000, unit: "Hz" },
      { name: "user", kind: "text" },
      { name: "password", kind: "secret" },
      { name: "timePath", kind: "text", rare: true },
      { name: "sequencePath", kind: "text", rare: true },
      { name: "longestPause", kind: "number", usual: usualPause, low: 0.5, high: 86_400, unit: "s", rare: true },
      { name: "qos", kind: "choice", usual: 0, choices: [0, 1, 2], rare: true },
      { name: "clientId", kind: "text", rare: true },
      { name: "caFile", kind: "text", rare: true },
    ],
  },
  isLive: () => true,
  longestSilence: ({ settings }) => mqttSettings(settings).longestPause * millisecondsPerSecond,
  find: async () => [],
  describe,
  capture: captureTopic,
  preview: previewTopic,
  doctor: async () => ({
    driver: kind,
    ready: true,
    finding: "Listens to topics of MQTT brokers; user and password are stored with the plant.",
  }),
};

/** The first message that can be read says how many channels there are. */
async function describe(address: string, given: DeviceSetup["settings"]): Promise<DeviceInfo> {
  const settings = mqttSettings(given);
  const topic = namedTopic(address, settings);
  const limit = Math.min(describeWithin, (settings.longestPause + 1) * millisecondsPerSecond);
  const stop = AbortSignal.timeout(2 * describeWithin);
  await using opened = await Topic.open(address, topic, settings, stop);
  const until = monotonicNow() + limit;
  let finding: string | undefined;
  for (let left = limit; opened && left > 0; left = until - monotonicNow()) {
    const message = await opened.next(left, stop);
    const decoded = message && decodePayload(message.payload, settings.payload);
    if (decoded === undefined) continue;
    if (typeof decoded === "string") finding = decoded;
    else return infoOf(address, topic, given, settings, channelsOf(decoded, settings));
  }
  const expected = finding === undefined ? expectedChannels(settings) : undefined;
  if (expected && settings.longestPause > usualPause) return infoOf(address, topic, given, settings, expected);
  const details = { address, topic };
  const message = finding
    ? `What is published as ${topic} at ${address} cannot be read: ${finding}. Check how the payload is set up.`
    : `Nothing was published as ${topic} at ${address} for ${Math.round(limit / millisecondsPerSecond)} s. Check that the sensor sends, and its topic.`;
  throw new Fault("DEVICE_STALLED", message, { details });
}

/** Of a sensor that sends so rarely that nobody waits for it: what the settings say of its channels. */
function expectedChannels(settings: MqttSettings): DeviceInfo["channels"] | undefined {
  const { format, values, channelCount } = settings.payload;
  if (isRaw(format)) return channelsOf({ channels: [], names: numbered(channelCount) }, settings);
  if (values.length === 0) return undefined;
  return channelsOf({ channels: [], names: values.map(({ text }) => text) }, settings);
}

function infoOf(
  address: string,
  topic: string,
  given: DeviceSetup["settings"],
  { sampleRate }: MqttSettings,
  channels: DeviceInfo["channels"],
): DeviceInfo {
  return {
    // One broker serves many sensors.
    id: `${kind}:${address}#${topic}`,
    driver: kind,
    address,
    name: topic,
    channels,
    sampleRates: sampleRate ? [sampleRate] : [],
    defaultSampleRate: sampleRate ?? 0,
    via: "MQTT",
    settings: given,
  };
}
