import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { DeviceInfo, Driver } from "../driver.ts";
import { openRecording } from "../recordedFile/openRecording.ts";
import { channelsOf } from "../recordedFile/recordingChannels.ts";
import { namesIn, statOf } from "./arrivals.ts";
import { captureFolder } from "./captureFolder.ts";
import { rateOf } from "./examine.ts";
import { FolderJournal, journalName } from "./folderJournal.ts";
import { afterwardsChoices, folderSettings, usualPattern, usualSettle } from "./folderSettings.ts";

const kind = "watchFolder";

/**
 * A folder into which portable recorders put their recordings: every new one is analysed once, in the order in which they were taken.
 * The journal of what was analysed lies in the folder as well; where the station may not write, the setting `journal` names another
 * place. A file is passed on at least once: when the station is stopped in the middle of one, it begins with it again.
 */
export const watchFolder: Driver = {
  kind,
  form: {
    addressKind: "folder",
    exampleAddress: "/data/routes",
    fields: [
      { name: "pattern", kind: "text", usual: usualPattern },
      { name: "afterwards", kind: "choice", usual: "leave", choices: afterwardsChoices },
      { name: "sampleRate", kind: "number", low: 0.001, high: 10_000_000, unit: "Hz" },
      { name: "variable", kind: "text" },
      { name: "settleSeconds", kind: "number", usual: usualSettle, low: 0.05, high: 3600, unit: "s", rare: true },
      { name: "journal", kind: "text", rare: true },
    ],
  },
  isLive: () => false,
  inPieces: true,
  find: async () => [],
  describe,
  capture: captureFolder,
  doctor: async () => ({
    driver: kind,
    ready: true,
    finding: `Analyses new WAV, FLAC, CSV, UFF58 and MATLAB 5 files of a folder; ${journalName} in it says which are done.`,
  }),
};

/** What the newest readable recording is, the next ones will be. */
async function describe(address: string, given: DeviceSetup["settings"]): Promise<DeviceInfo> {
  const settings = folderSettings(given);
  const names = await namesIn(address, settings.patterns);
  await checkWritable(address, settings.journal);
  const found = await Promise.all(names.map((name) => statOf(address, name)));
  const files = found.filter((file) => file !== undefined).sort((a, b) => b.modified - a.modified);
  let fault: unknown;
  for (const { name } of files.slice(0, triedFiles)) {
    try {
      const path = join(address, name);
      const recording = await openRecording(path, settings);
      const sampleRate = rateOf(path, recording, settings);
      return {
        id: `${kind}:${address}`,
        driver: kind,
        address,
        name: basename(address) || address,
        channels: channelsOf(recording),
        sampleRates: [sampleRate],
        defaultSampleRate: sampleRate,
        via: recording.format,
        settings: given,
      };
    } catch (thrown) {
      fault ??= thrown;
    }
  }
  throw fault ?? nothingYet(address, settings.patterns);
}

const triedFiles = 20;

function nothingYet(folder: string, patterns: readonly string[]): Fault {
  const message = `${folder} holds no recording named ${patterns.join(", ")} yet. Put one in, so that its channels and sample rate are known.`;
  return new Fault("BAD_FILE", message, { details: { path: folder } });
}

/** @throws Fault NOT_ALLOWED, BAD_INPUT: told when the folder is set up, not when the first recording comes */
async function checkWritable(folder: string, journal: string | undefined): Promise<void> {
  if (journal !== undefined) return FolderJournal.check(journal);
  await access(folder, constants.W_OK).catch((cause) => {
    const message = `${folder} may not be written, so that the station could not note which recordings it has analysed. Give its user the right to, or set a file elsewhere for the journal.`;
    throw new Fault("NOT_ALLOWED", message, { cause, details: { path: folder } });
  });
}
