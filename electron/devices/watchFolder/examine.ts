import { join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { type Hertz, millisecondsPerSecond } from "../../domain/units.ts";
import { checkFits } from "../recordedFile/checkFits.ts";
import { openRecording } from "../recordedFile/openRecording.ts";
import type { Recording } from "../recordedFile/recording.ts";
import type { FoundFile } from "./folderJournal.ts";
import type { FolderSettings } from "./folderSettings.ts";
import type { Timing } from "./planTimes.ts";

export interface Examined extends FoundFile, Timing {
  readonly recording: Recording;
}

const framesAtATime = 65_536;

/**
 * Whether a file is a whole recording that fits the setup, before any of it is passed on.
 * @throws Fault as `openRecording` and `checkFits`, BAD_INPUT when nobody says its sample rate
 */
export async function examine(
  folder: string,
  file: FoundFile,
  setup: Pick<DeviceSetup, "sampleRate" | "channelCount">,
  settings: FolderSettings,
): Promise<Examined> {
  const path = join(folder, file.name);
  const recording = await openRecording(path, settings);
  checkFits(setup, recording);
  if (recording.names.length !== setup.channelCount) {
    const message = `${path} has ${recording.names.length} channels, but ${setup.channelCount} are set up. Put it into a folder of its own.`;
    throw new Fault("BAD_FILE", message, { details: { path } });
  }
  const rate = rateOf(path, recording, settings);
  if (Math.abs(rate - setup.sampleRate) > 1e-6 * rate) {
    const message = `${path} does not say its sample rate, and the folder is set up for ${setup.sampleRate} Hz, its files for ${rate} Hz. Make both the same.`;
    throw new Fault("BAD_FILE", message, { details: { path } });
  }
  let frames = recording.frames ?? 0;
  if (recording.provenByReading) {
    frames = 0;
    for await (const block of recording.blocks(framesAtATime)) frames += block[0]!.length;
  }
  const length = (frames / rate) * millisecondsPerSecond;
  return { ...file, recording, length, startTime: recording.startTime };
}

/** @throws Fault BAD_INPUT when neither the file nor the settings say it */
export function rateOf(path: string, recording: Recording, settings: FolderSettings): Hertz {
  const rate = recording.sampleRate ?? settings.sampleRate;
  if (rate) return rate;
  throw new Fault("BAD_INPUT", `${path} does not say its sample rate. Set it for the folder.`, { details: { path } });
}
