import { join } from "node:path";
import { readRecording, type WholeRecording } from "../../devices/recordedFile/readRecording.ts";
import { asFault, Fault } from "../../domain/fault.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import type { Manifest, ManifestEntry } from "./readManifest.ts";

/** The part of a recording that one row of a task means. */
export interface Segment {
  readonly entry: ManifestEntry;
  readonly sampleRate: Hertz;
  /** Shape [channels][samples], in the unit of the manifest. */
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

export interface Stretch {
  readonly line: number;
  readonly file: string;
  readonly from: Seconds;
  readonly to: Seconds | null;
}

/** A table that rounds the length of a recording up is not wrong. */
const slack: Seconds = 0.1;
/** Rows that follow each other often cut the same recording. */
const keptRecordings = 4;

/** Reads rows of tasks from the folder of their table. */
export class SegmentReader {
  readonly #table: string;
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly #kept = new Map<string, WholeRecording>();
  /** What was read otherwise than the table says, a sentence each. */
  readonly notes = new Set<string>();

  /** @param table name of the table of tasks, for messages */
  constructor(table: string, folder: string, manifest: Manifest) {
    this.#table = table;
    this.#folder = folder;
    this.#manifest = manifest;
  }

  /** @throws Fault as `Manifest.entryOf`, with the line of the row */
  entryOf(row: Pick<Stretch, "file" | "line">): ManifestEntry {
    try {
      return this.#manifest.entryOf(row.file);
    } catch (thrown) {
      throw this.misplaced(row.line, thrown);
    }
  }

  /** A fault of a row of the table of tasks, told with its line. */
  misplaced(line: number, thrown: unknown): Fault {
    const { code, message, details } = asFault(thrown, "BAD_FILE");
    return new Fault(code, `${this.#table}, line ${line}: ${message}`, {
      cause: thrown,
      details: { ...details, table: this.#table, line },
    });
  }

  /** @throws Fault with the line of the row: no such file, not a recording, another rate than listed, a beginning after its end */
  async read(row: Stretch): Promise<Segment> {
    try {
      const entry = this.#manifest.entryOf(row.file);
      const recording = await this.#recording(entry);
      const { sampleRate } = recording;
      if (entry.sampleRate !== null && Math.abs(entry.sampleRate / sampleRate - 1) > 0.001) {
        throw new Fault(
          "BAD_FILE",
          `${row.file} has ${sampleRate} Hz, but ${this.#manifest.name}, line ${entry.line}, says ${entry.sampleRate} Hz. Correct the one that is wrong.`,
        );
      }
      const samples = recording.channels[0]!.length;
      const first = Math.round(row.from * sampleRate);
      const end = row.to === null ? samples : Math.min(samples, Math.round(row.to * sampleRate));
      if (row.to !== null && row.to - samples / sampleRate > slack) {
        this.notes.add(
          `${this.#table}, line ${row.line}, column "to_s": ${row.file} ends at ${(samples / sampleRate).toFixed(2)} s, not at ${row.to} s; what is there was taken.`,
        );
      }
      if (first >= end) {
        throw new Fault(
          "BAD_FILE",
          `nothing is left of ${row.file} from ${row.from} s: it lasts ${(samples / sampleRate).toFixed(2)} s. Correct from_s.`,
        );
      }
      const channels = recording.channels.map((channel) => {
        const part = channel.slice(first, end);
        if (entry.scale !== 1) for (let n = 0; n < part.length; n++) part[n]! *= entry.scale;
        return part;
      });
      return { entry, sampleRate, channels };
    } catch (thrown) {
      throw this.misplaced(row.line, thrown);
    }
  }

  async #recording(entry: ManifestEntry): Promise<WholeRecording> {
    const kept = this.#kept.get(entry.file);
    if (kept) return kept;
    const recording = await readRecording(join(this.#folder, entry.file), entry.sampleRate ?? undefined, entry);
    this.#kept.set(entry.file, recording);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptRecordings) break;
      this.#kept.delete(oldest);
    }
    return recording;
  }
}
