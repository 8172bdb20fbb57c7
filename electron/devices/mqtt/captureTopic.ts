import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { tooFastFault } from "../paceWatch.ts";
import { monotonicNow, steadyNow } from "../steadyNow.ts";
import { decodePayload } from "./decodePayload.ts";
import { type Gathered, MessageGatherer } from "./messageGatherer.ts";
import { type MqttSettings, mqttSettings, usualPause } from "./mqttSettings.ts";
import { type Message, Topic } from "./openTopic.ts";

const look: Milliseconds = 500;
/** A source that sends, but nothing that can be read, is told before it counts as silent. */
const share = 0.8;

/** Blocks of what is published, until `stop`. @throws Fault as `Topic.open`, DEVICE_STALLED when no message can be read, RATE_NOT_OFFERED or BAD_INPUT when they come too fast */
export async function* captureTopic(
  setup: DeviceSetup,
  stop: AbortSignal,
  _tell?: unknown,
  count: (troubles: SourceTroubles) => void = () => {},
): AsyncGenerator<SampleBlock, void, undefined> {
  const settings = mqttSettings(setup.settings);
  if (stop.aborted) return;
  await using topic = await Topic.open(setup.address, namedTopic(setup.address, settings), settings, stop);
  if (!topic) return;
  const reader = new MessageReader(setup, settings);
  let sequence = 0;
  try {
    for (;;) {
      const message = await topic.next(look, stop);
      if (stop.aborted) return;
      for (const { troubles, ...block } of message ? reader.read(message) : reader.pause()) {
        const { id: deviceId, sampleRate } = setup;
        yield { deviceId, sequence: sequence++, sampleRate, ...block, ...(troubles && { troubles }) };
        if (stop.aborted) return;
      }
      if (reader.silentFor > millisecondsPerSecond) countRest(reader, count);
    }
  } finally {
    countRest(reader, count);
  }
}

/** What no block has carried. */
function countRest(reader: MessageReader, count: (troubles: SourceTroubles) => void): void {
  const troubles = reader.takeTroubles();
  if (troubles) count(troubles);
}

/** @throws Fault BAD_INPUT */
export function namedTopic(address: string, { topic }: MqttSettings): string {
  if (topic !== "") return topic;
  throw new Fault("BAD_INPUT", `Name the topic under which the sensor publishes at ${address}.`, {
    details: { address },
  });
}

/** The same moment on the time line by which sources stamp. */
function onSteadyTime(time: UtcMilliseconds | undefined): UtcMilliseconds | undefined {
  return time === undefined ? undefined : time + steadyNow() - Date.now();
}

type Read = Gathered & { readonly troubles?: SourceTroubles | undefined };

/** Messages to blocks, with an account of those that could not be read. */
class MessageReader {
  readonly #setup: DeviceSetup;
  readonly #settings: MqttSettings;
  readonly #gatherer: MessageGatherer;
  #troubles: SourceTroubles | undefined;
  #restarts = 0;
  #goodAt: Milliseconds = monotonicNow();
  #finding: string | undefined;
  #length = 1;

  constructor(setup: DeviceSetup, settings: MqttSettings) {
    this.#setup = setup;
    this.#settings = settings;
    const { channelCount, sampleRate } = setup;
    this.#gatherer = new MessageGatherer({ channelCount, sampleRate, pauses: settings.longestPause > usualPause });
  }

  read({ payload, arrival, overrun }: Message): Read[] {
    if (overrun > 0) {
      this.#count({ overrun });
      this.#gatherer.drop(overrun * this.#length);
    }
    const decoded = decodePayload(payload, this.#settings.payload);
    const blocks =
      typeof decoded === "string" ? decoded : this.#gatherer.add(decoded, arrival, onSteadyTime(decoded.time));
    if (typeof blocks === "string") {
      this.#finding = blocks;
      this.#count({ "rejected bytes": payload.length });
      return this.pause();
    }
    if (typeof decoded !== "string") this.#length = decoded.channels[0]!.length;
    this.#goodAt = monotonicNow();
    this.#finding = undefined;
    this.#checkPace();
    const restarts = this.#gatherer.restarts - this.#restarts;
    this.#restarts += restarts;
    if (restarts > 0) this.#count({ resynchronisation: restarts });
    return this.#withTroubles(blocks);
  }

  /** Since the last message that could be read. */
  get silentFor(): Milliseconds {
    return monotonicNow() - this.#goodAt;
  }

  /** What went wrong and stands in no block yet. */
  takeTroubles(): SourceTroubles | undefined {
    const troubles = this.#troubles;
    this.#troubles = undefined;
    return troubles;
  }

  /** Nothing that can be read has come. @throws Fault DEVICE_STALLED when it has been so for too long */
  pause(): Read[] {
    const silent = this.silentFor;
    const patience = share * Math.max(this.#settings.longestPause, 3 / this.#setup.sampleRate) * millisecondsPerSecond;
    if (this.#finding !== undefined && silent > patience) {
      const { name, address } = this.#setup;
      const message = `${name} (${this.#settings.topic} at ${address}) sends messages that cannot be read: ${this.#finding}. Check how the payload is set up.`;
      throw new Fault("DEVICE_STALLED", message, { details: { address, topic: this.#settings.topic } });
    }
    // A few samples that wait for more are not kept back for long.
    return silent > look ? this.#withTroubles(this.#gatherer.flush()) : [];
  }

  /** @throws Fault RATE_NOT_OFFERED, BAD_INPUT */
  #checkPace(): void {
    const { address, sampleRate } = this.#setup;
    const { tooFast } = this.#gatherer;
    if (tooFast !== undefined) {
      throw tooFastFault(`${this.#settings.topic} at ${address}`, address, sampleRate, tooFast);
    }
  }

  #withTroubles(blocks: readonly Gathered[]): Read[] {
    const [first, ...rest] = blocks;
    if (!first) return [];
    return [{ ...first, troubles: this.takeTroubles() }, ...rest];
  }

  #count(more: SourceTroubles): void {
    this.#troubles = addTroubles(this.#troubles, more);
  }
}
