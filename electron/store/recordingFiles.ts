import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/fault.ts";
import {
  encodeRecordingHeader,
  readRecordingHeader,
  recordedSampleBytes,
  recordingHeaderBytes,
} from "../domain/recordingHeader.ts";
import { type RecordingNote, shortenTrack } from "../domain/recordingNote.ts";
import { unfinished } from "./keepFile.ts";
import { RecordingFile } from "./recordingFile.ts";

const suffix = ".wav";

/** What the files of one recording say, by the number of the track. */
export interface FoundFiles {
  readonly id: string;
  readonly notes: ReadonlyMap<number, RecordingNote>;
}

/** The WAV files of all recordings: a folder a recording, a file a track. */
export class RecordingFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws Fault BAD_INPUT for what is not the name of a recording */
  path(id: string, track: number): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Fault("BAD_INPUT", `"${id}" is not the name of a recording.`);
    return join(this.#folder, id, `${track}${suffix}`);
  }

  create(id: string, track: number, note: RecordingNote): Promise<RecordingFile> {
    return RecordingFile.create(this.path(id, track), note);
  }

  remove(id: string): void {
    rmSync(join(this.path(id, 0), ".."), { recursive: true, force: true });
  }

  /** Every recording that has a folder, running ones included. */
  ids(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).filter((name) => /^[0-9a-f-]{36}$/.test(name));
  }

  /** A station died, or a disk refused, before it was finished. */
  hasUnfinished(id: string): boolean {
    return this.#names(id).some((name) => name.endsWith(unfinished));
  }

  /** Gives what a killed station left behind its length and its name, and reads what all files of the recording say of themselves. */
  recover(id: string): FoundFiles {
    const notes = new Map<number, RecordingNote>();
    for (const name of this.#names(id)) {
      const number = Number.parseInt(name, 10);
      const note = recoverFile(join(this.#folder, id, name));
      if (note !== undefined) notes.set(number, note);
    }
    return { id, notes };
  }

  #names(id: string): string[] {
    const folder = join(this.#folder, id);
    return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{1,4}\.wav(\.part)?$/.test(name)) : [];
  }
}

/** A file that the disk does not give back any more must not keep the station from starting. */
function recoverFile(path: string): RecordingNote | undefined {
  try {
    if (!path.endsWith(unfinished)) return readNote(path);
    const note = settle(path);
    if (note !== undefined) renameSync(path, path.slice(0, -unfinished.length));
    return note;
  } catch {
    return undefined;
  }
}

function readNote(path: string): RecordingNote | undefined {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(recordingHeaderBytes);
    return readRecordingHeader(start.subarray(0, readSync(file, start, 0, start.length, 0)));
  } finally {
    closeSync(file);
  }
}

/** The file is cut behind the last sample that its head tells of; after a power cut there may be fewer than that. */
function settle(path: string): RecordingNote | undefined {
  const note = readNote(path);
  if (note === undefined) return undefined;
  const there = Math.floor((statSync(path).size - recordingHeaderBytes) / recordedSampleBytes);
  const samples = Math.max(0, Math.min(there, note.track.samples));
  const settled = { ...note, track: shortenTrack(note.track, samples) };
  const file = openSync(path, "r+");
  try {
    ftruncateSync(file, recordingHeaderBytes + samples * recordedSampleBytes);
    if (samples < note.track.samples) writeSync(file, encodeRecordingHeader(settled), 0, recordingHeaderBytes, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return settled;
}
