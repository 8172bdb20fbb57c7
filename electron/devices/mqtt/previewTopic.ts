import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { DevicePreview } from "../../domain/devicePreview.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { monotonicNow } from "../steadyNow.ts";
import { type DecodedMessage, decodePayload } from "./decodePayload.ts";
import { type MqttSettings, mqttSettings } from "./mqttSettings.ts";
import { Topic } from "./openTopic.ts";

const every: Milliseconds = 200;
const shownLines = 20;
const shownLetters = 200;

/** What is published just now; without a topic, under which topics. */
export async function* previewTopic(
  address: string,
  given: DeviceSetup["settings"],
  stop: AbortSignal,
): AsyncGenerator<DevicePreview, void, undefined> {
  const settings = mqttSettings(given);
  if (stop.aborted) return;
  await using topic = await Topic.open(address, settings.topic || "#", settings, stop);
  if (!topic) return;
  let raw: string[] = [];
  let rows: number[][] = [];
  let channels: ChannelInfo[] = [];
  let finding: string | undefined;
  let troubles: SourceTroubles = {};
  let samples = 0;
  let began: Milliseconds | undefined;
  let told = Number.NEGATIVE_INFINITY;
  while (!stop.aborted) {
    const message = await topic.next(every, stop);
    if (stop.aborted) return;
    const now = monotonicNow();
    if (message) {
      const line = settings.topic === "" ? `${message.topic}  ${shown(message.payload)}` : shown(message.payload);
      raw = [...raw, line.slice(0, shownLetters)].slice(-shownLines);
      const decoded =
        settings.topic === "" ? "name the topic of the sensor" : decodePayload(message.payload, settings.payload);
      if (typeof decoded === "string") {
        finding = decoded;
        if (settings.topic !== "") troubles = addTroubles(troubles, { "rejected bytes": message.payload.length });
      } else {
        finding = undefined;
        channels = channelsOf(decoded, settings);
        rows = [...rows, ...lastRows(decoded)].filter((row) => row.length === channels.length).slice(-shownLines);
        // The first message says when counting begins, its samples came before.
        if (began !== undefined) samples += decoded.channels[0]!.length;
        began ??= now;
      }
    }
    if (now - told < every) continue;
    told = now;
    const elapsed = began === undefined ? 0 : now - began;
    const sampleRate = elapsed >= millisecondsPerSecond ? (samples / elapsed) * millisecondsPerSecond : undefined;
    yield { raw, channels, rows, sampleRate, samples, troubles, finding };
  }
}

/** Of a message, as a device shows them. */
export function channelsOf({ names }: DecodedMessage, { signal }: MqttSettings): ChannelInfo[] {
  return names.map((name) => ({ name, quantity: "other", unit: "raw", sensitivity: 1, signal }));
}

function lastRows({ channels }: DecodedMessage): number[][] {
  const length = channels[0]!.length;
  const from = Math.max(0, length - shownLines);
  return Array.from({ length: length - from }, (_, i) => channels.map((samples) => samples[from + i]!));
}

/** Text as it is, anything else in hexadecimal. */
function shown(payload: Buffer): string {
  const start = payload.subarray(0, shownLetters);
  const isText = start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
  return isText ? start.toString("utf8").replace(/\s+/g, " ") : start.toString("hex").replace(/../g, "$& ").trim();
}
