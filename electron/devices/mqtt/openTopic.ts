import { readFile } from "node:fs/promises";
import type { IClientOptions, MqttClient } from "mqtt";
import type { Fault } from "../../domain/fault.ts";
import type { Milliseconds, UtcMilliseconds } from "../../domain/units.ts";
import { steadyNow } from "../steadyNow.ts";
import { brokerFault, caFault, lostFault, refusedTopic } from "./brokerFaults.ts";
import { type Broker, brokerOf } from "./brokerOf.ts";
import type { MqttSettings } from "./mqttSettings.ts";

const connectWithin: Milliseconds = 5000;
/** A broker that died without a word is noticed after one and a half of these. */
const keepaliveSeconds = 5;
/** Messages that wait for their reader; beyond, the oldest are thrown away. */
const mostWaiting = 1000;
const mostWaitingBytes = 16 * 2 ** 20;

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly arrival: UtcMilliseconds;
  /** Messages that were thrown away before it, because they were not taken in time. */
  readonly overrun: number;
}

/** Messages of a topic as they are published, from the moment of opening on. */
export class Topic implements AsyncDisposable {
  readonly #client: MqttClient;
  readonly #waiting: Message[] = [];
  #waitingBytes = 0;
  #overrun = 0;
  #fault: Fault | undefined;
  #wake: () => void = () => {};

  private constructor(client: MqttClient, broker: Broker) {
    this.#client = client;
    client.on("message", (topic, payload, { retain }) => {
      // What the broker has kept was sent before anybody listened: nobody knows when.
      if (!retain) this.#push(topic, payload);
    });
    client.on("error", (cause) => this.#fail(brokerFault(broker, cause)));
    client.on("close", () => this.#fail(lostFault(broker)));
  }

  /**
   * @param topic may hold + and #
   * @throws Fault DEVICE_MISSING when there is no broker, NOT_ALLOWED when it refuses, DEVICE_LOST, BAD_INPUT
   */
  static async open(
    address: string,
    topic: string,
    settings: MqttSettings,
    stop: AbortSignal,
  ): Promise<Topic | undefined> {
    const broker = brokerOf(address);
    const options = await optionsOf(broker, settings);
    // Loaded when it is needed: few stations do.
    const { connect } = await import("mqtt");
    if (stop.aborted) return undefined;
    await using opening = new AsyncDisposableStack();
    const opened = opening.use(new Topic(connect(options), broker));
    if (!(await opened.#subscribe(topic, settings.qos, broker, stop))) return undefined;
    opening.move();
    return opened;
  }

  /**
   * The next message, waiting for it until `limit` has passed or it is stopped.
   * @throws Fault DEVICE_LOST when the broker has gone and nothing is left
   */
  async next(limit: Milliseconds, stop: AbortSignal): Promise<Message | undefined> {
    if (this.#waiting.length === 0 && !this.#fault && !stop.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      this.#wake = wake;
      const timer = setTimeout(wake, limit);
      stop.addEventListener("abort", wake);
      await promise;
      stop.removeEventListener("abort", wake);
      clearTimeout(timer);
    }
    const message = this.#waiting.shift();
    if (message) this.#waitingBytes -= message.payload.length;
    else if (this.#fault && !stop.aborted) throw this.#fault;
    return message;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.removeAllListeners("message");
    await this.#client.endAsync(true);
  }

  async #subscribe(topic: string, qos: 0 | 1 | 2, broker: Broker, stop: AbortSignal): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const aborted = () => resolve(false);
    const failed = () => this.#fault && reject(this.#fault);
    this.#wake = failed;
    stop.addEventListener("abort", aborted);
    this.#client.once("connect", () => {
      this.#client.subscribe(topic, { qos }, (cause, granted) => {
        if (cause || granted?.some((each) => each.qos >= 128)) reject(refusedTopic(broker, topic, cause));
        else resolve(true);
      });
    });
    try {
      return await promise;
    } finally {
      stop.removeEventListener("abort", aborted);
      this.#wake = () => {};
    }
  }

  #push(topic: string, payload: Buffer): void {
    this.#waiting.push({ topic, payload, arrival: steadyNow(), overrun: this.#overrun });
    this.#overrun = 0;
    this.#waitingBytes += payload.length;
    while (this.#waiting.length > 1 && (this.#waiting.length > mostWaiting || this.#waitingBytes > mostWaitingBytes)) {
      const { payload: dropped, overrun } = this.#waiting.shift()!;
      this.#waitingBytes -= dropped.length;
      const first = this.#waiting[0]!;
      this.#waiting[0] = { ...first, overrun: first.overrun + overrun + 1 };
    }
    this.#wake();
  }

  #fail(fault: Fault): void {
    this.#fault ??= fault;
    this.#wake();
  }
}

async function optionsOf(broker: Broker, { user, password, clientId, caFile }: MqttSettings): Promise<IClientOptions> {
  const ca =
    caFile === undefined ? undefined : await readFile(caFile).catch((cause) => Promise.reject(caFault(caFile, cause)));
  return {
    protocol: broker.secure ? "mqtts" : "mqtt",
    host: broker.host,
    port: broker.port,
    // What was published while nobody listened is not measured now: nothing is kept for this client.
    clean: true,
    // Whoever captures reopens, and counts what was missed.
    reconnectPeriod: 0,
    connectTimeout: connectWithin,
    keepalive: keepaliveSeconds,
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(clientId !== undefined && { clientId }),
    ...(ca !== undefined && { ca }),
  };
}
