import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz } from "../../domain/units.ts";
import type { Recording } from "./recording.ts";
import { refuseAbsurd } from "./refuseAbsurd.ts";

/**
 * Whether a recording is what the device was set up for.
 * @throws Fault RATE_NOT_OFFERED, BAD_FILE
 */
export function checkFits(setup: Pick<DeviceSetup, "sampleRate" | "channelCount">, recording: Recording): void {
  const { sampleRate, channelCount } = setup;
  const { path } = recording;
  refuseAbsurd(path, recording.names.length, sampleRate);
  const offered: Hertz | undefined = recording.sampleRate;
  if (offered !== undefined && Math.abs(offered - sampleRate) > 1e-6 * offered) {
    throw new Fault(
      "RATE_NOT_OFFERED",
      `${path} was recorded at ${offered} Hz, not at ${sampleRate} Hz. Set up the device with ${offered} Hz.`,
      { details: { path, asked: sampleRate, offered: [offered] } },
    );
  }
  if (recording.names.length < channelCount) {
    const has = recording.names.length;
    const message = `${path} has ${has} channel${has === 1 ? "" : "s"}, but ${channelCount} are set up. Set up the device with ${has}.`;
    throw new Fault("BAD_FILE", message, { details: { path, asked: channelCount, offered: has } });
  }
}
