import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Fault } from "../domain/fault.ts";
import { encodeRecordingHeader, recordedSampleBytes, recordingHeaderBytes } from "../domain/recordingHeader.ts";
import type { RecordingNote } from "../domain/recordingNote.ts";
import { unfinished } from "./keepFile.ts";

const noSpace = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * A WAV file that grows. Until it is finished it has another name, and its head tells of no sample that is not on the disk already: what
 * a killed station leaves behind is a sound file of what it had secured. Nothing here blocks the thread that captures.
 */
export class RecordingFile implements AsyncDisposable {
  readonly #path: string;
  readonly #file: FileHandle;

  /** Use `create`. */
  constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** @throws Fault STORE_FAILED when the disk refuses it; `details.full` is 1 when for want of space */
  static async create(path: string, note: RecordingNote): Promise<RecordingFile> {
    return translated(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path + unfinished, "wx");
      try {
        await writeAt(file, encodeRecordingHeader(note), 0);
        return new RecordingFile(path, file);
      } catch (thrown) {
        await file.close();
        throw thrown;
      }
    });
  }

  /**
   * @param at position of the first sample; what is left out before it reads as zeros
   * @throws Fault STORE_FAILED, as `create`
   */
  async write(at: number, samples: Float32Array<ArrayBuffer>): Promise<void> {
    // Every platform that Node runs on is little-endian, as the format asks for.
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    await translated(this.#path, () => writeAt(this.#file, bytes, recordingHeaderBytes + at * recordedSampleBytes));
  }

  /** From now on, a power cut takes nothing of the `note.track.samples` samples that were written. */
  async secure(note: RecordingNote): Promise<void> {
    await translated(this.#path, async () => {
      await this.#file.datasync();
      await writeAt(this.#file, encodeRecordingHeader(note), 0);
    });
  }

  /** Gives the file its length, its last head and its name. It is closed in any case. */
  async finish(note: RecordingNote): Promise<void> {
    await translated(this.#path, async () => {
      try {
        await this.#file.truncate(recordingHeaderBytes + note.track.samples * recordedSampleBytes);
        await this.secure(note);
        await this.#file.sync();
      } finally {
        await this.#file.close();
      }
      await rename(this.#path + unfinished, this.#path);
      await syncFolder(dirname(this.#path));
    });
  }

  /** Lets go of it; what is not finished keeps its other name. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes a rename last. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function translated<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    const { code = "", message } = thrown as NodeJS.ErrnoException;
    const full = noSpace.includes(code);
    throw new Fault(
      "STORE_FAILED",
      full
        ? `The disk that holds ${path} is full. Free some space, then record again.`
        : `The recording ${path} could not be written: ${message}. Check the disk it is on.`,
      { cause: thrown, details: { path, full: full ? 1 : 0 } },
    );
  }
}
