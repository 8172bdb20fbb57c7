import type { DeviceStatus } from "../../electron/contract/devicesContract.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

type Silence = Pick<DeviceStatus, "condition" | "since" | "message">;

/** Why nothing comes from a device, since when, and what to do; undefined while it is opened or delivers. */
export function silenceSentence(
  words: Words,
  format: Format,
  { name }: Pick<DeviceSetup, "name">,
  { condition, since, message }: Silence,
  now: UtcMilliseconds,
): string | undefined {
  const time = format.moment(since, now);
  if (condition === "waiting") return words.devices.silent(name, time);
  if (condition !== "ended") return undefined;
  return message === undefined ? words.devices.playedOut(name, time) : words.devices.stopped(name, time, message);
}

/** What is wrong with sensors now: of a device from which nothing comes nobody knows, whatever was found before. */
export function findingsNow(
  findings: readonly SensorFinding[],
  devices: readonly Pick<DeviceStatus, "deviceId" | "condition">[],
): readonly SensorFinding[] {
  const silent = new Set(
    devices.filter(({ condition }) => condition === "waiting" || condition === "ended").map(({ deviceId }) => deviceId),
  );
  return findings.filter(({ deviceId }) => !silent.has(deviceId));
}
