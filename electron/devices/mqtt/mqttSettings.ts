import { type Signal, signals } from "../../domain/channelInfo.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import { type JsonPath, parsePath } from "./jsonPath.ts";

export const payloadFormats = [
  "auto",
  "json",
  "text",
  "float32le",
  "float32be",
  "float64le",
  "float64be",
  "int16le",
  "int16be",
] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

const qualities = [0, 1, 2] as const;
export const usualPause: Seconds = 3;

/** The settings of an MQTT source, checked. */
export interface MqttSettings {
  /** Empty: not named yet; a preview then shows all of them. */
  readonly topic: string;
  readonly user?: string | undefined;
  /** Never part of a message: it stands in the settings of the plant only. */
  readonly password?: string | undefined;
  readonly clientId?: string | undefined;
  readonly qos: 0 | 1 | 2;
  readonly payload: PayloadTemplate;
  /** Numbers come without rate. */
  readonly sampleRate?: Hertz | undefined;
  readonly signal: Signal;
  /** Between two messages; only after it the source counts as silent. */
  readonly longestPause: Seconds;
  /** PEM file of the authority that signed the broker's certificate, where the system does not know it. */
  readonly caFile?: string | undefined;
}

/** Where in a message the numbers stand. */
export interface PayloadTemplate {
  readonly format: PayloadFormat;
  /** Of JSON, one a channel; empty: the message itself is the value. */
  readonly values: readonly JsonPath[];
  readonly time?: JsonPath | undefined;
  readonly sequence?: JsonPath | undefined;
  /** Of raw numbers, which are interleaved. */
  readonly channelCount: number;
}

/** @throws Fault BAD_INPUT naming the setting and what it may be */
export function mqttSettings(settings: DeviceSetup["settings"]): MqttSettings {
  const text = (name: string) => {
    const value = settings[name] ?? "";
    if (typeof value !== "string") throw wrong(name, value, "a text");
    return value.trim();
  };
  const { qos = 0, format = "auto", channelCount = 1, sampleRate, signal = "waveform" } = settings;
  const { longestPause = usualPause, password = "" } = settings;
  if (!qualities.includes(qos as 0)) throw wrong("qos", qos, "0, 1 or 2");
  if (!payloadFormats.includes(format as PayloadFormat)) throw wrong("format", format, payloadFormats.join(", "));
  if (!Number.isInteger(channelCount) || !((channelCount as number) >= 1 && (channelCount as number) <= 256)) {
    throw wrong("channelCount", channelCount, "a whole number from 1 to 256");
  }
  if (sampleRate !== undefined && !(typeof sampleRate === "number" && sampleRate > 0 && sampleRate < Infinity)) {
    throw wrong("sampleRate", sampleRate, "a number of hertz above 0");
  }
  if (!signals.includes(signal as Signal)) throw wrong("signal", signal, signals.join(" or "));
  if (typeof longestPause !== "number" || !(longestPause >= 0.5 && longestPause <= 86_400)) {
    throw wrong("longestPause", longestPause, "a number of seconds from 0.5 to 86400");
  }
  // The value itself is not for other eyes, and not trimmed either.
  if (typeof password !== "string")
    throw new Fault("BAD_INPUT", "The setting password of an MQTT source must be a text.");
  if (password !== "" && text("user") === "") {
    throw new Fault("BAD_INPUT", "The setting user of an MQTT source must be given where there is a password.", {
      details: { setting: "user" },
    });
  }
  const paths = text("values").split(",");
  const path = (name: string) => (text(name) === "" ? undefined : parsePath(name, text(name)));
  return {
    topic: text("topic"),
    user: text("user") || undefined,
    password: password || undefined,
    clientId: text("clientId") || undefined,
    qos: qos as 0 | 1 | 2,
    payload: {
      format: format as PayloadFormat,
      values: paths.filter((each) => each.trim() !== "").map((each) => parsePath("values", each.trim())),
      time: path("timePath"),
      sequence: path("sequencePath"),
      channelCount: channelCount as number,
    },
    sampleRate,
    signal: signal as Signal,
    longestPause,
    caFile: text("caFile") || undefined,
  };
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of an MQTT source must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
