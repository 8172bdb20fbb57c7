import { recordedSampleBytes, recordingHeaderBytes } from "../domain/recordingHeader.ts";
import type { RecordingCut, RecordingTrack, SavedRecording } from "../domain/savedRecording.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import type { FoundFiles, RecordingFiles } from "./recordingFiles.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly state: SavedRecording["state"];
  readonly reason: RecordingCut | null;
  readonly scheduleId: string | null;
  readonly startedAt: UtcMilliseconds;
  readonly endedAt: UtcMilliseconds | null;
  readonly tracks: string;
  readonly bytes: number;
}

const columns = `id, name, "by", state, reason, schedule_id AS scheduleId, started_at AS startedAt, ended_at AS endedAt, tracks, bytes`;

/** Every recording with what is known of its tracks. On the disk when a call returns. Nothing here is ever pruned. */
export class RecordingTable {
  readonly #connection: Connection;
  readonly #files: RecordingFiles;
  /** Bytes of every recording; those of a running one as far as it has grown. */
  readonly #bytes = new Map<string, number>();

  /** Recordings that a station left running when it died become `cut`, with what is there of them. */
  constructor(connection: Connection, files: RecordingFiles, now: UtcMilliseconds) {
    this.#connection = connection;
    this.#files = files;
    connection.transaction(() => this.#recover(now));
    for (const { id, bytes } of connection.all<{ id: string; bytes: number }>("SELECT id, bytes FROM recordings")) {
      this.#bytes.set(id, bytes);
    }
  }

  put(recording: SavedRecording): void {
    const { id, name, by, state, reason, scheduleId, startedAt, endedAt, tracks, bytes } = recording;
    this.#connection.run(
      `INSERT OR REPLACE INTO recordings (id, name, "by", state, reason, schedule_id, started_at, ended_at, tracks, bytes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, name, by, state, reason ?? null, scheduleId ?? null, startedAt, endedAt ?? null, JSON.stringify(tracks)],
      bytes,
    );
    this.#bytes.set(id, bytes);
  }

  /** A running recording takes so much by now; it is not written down until it ends. */
  grow(id: string, bytes: number): void {
    this.#bytes.set(id, bytes);
  }

  get(id: string): SavedRecording | undefined {
    const row = this.#connection.one<Row>(`SELECT ${columns} FROM recordings WHERE id = ?`, id);
    return row && fromRow(row);
  }

  /** Running ones first, then the newest. */
  list(offset: number, limit: number): SavedRecording[] {
    return this.#connection
      .all<Row>(
        `SELECT ${columns} FROM recordings ORDER BY state = 'running' DESC, started_at DESC, id LIMIT ? OFFSET ?`,
        limit,
        offset,
      )
      .map(fromRow);
  }

  count(): number {
    return this.#bytes.size;
  }

  /** Bytes on the disk. */
  used(): number {
    return this.#bytes.values().reduce((sum, bytes) => sum + bytes, 0);
  }

  /** The files too. */
  remove(id: string): void {
    // The files first: should we be interrupted, the row is found to have no files at the next start.
    this.#files.remove(id);
    this.#connection.run("DELETE FROM recordings WHERE id = ?", id);
    this.#bytes.delete(id);
  }

  /** Brings rows and files together again after a kill, or after the database was set aside: the files say what they are. */
  #recover(now: UtcMilliseconds): void {
    const known = this.#connection.all<Pick<Row, "id" | "state">>("SELECT id, state FROM recordings");
    const states = new Map(known.map(({ id, state }) => [id, state]));
    const there = new Set(this.#files.ids());
    for (const id of there) {
      const row = this.get(id);
      if (row !== undefined && row.state !== "running" && !this.#files.hasUnfinished(id)) continue;
      const recovered = recoveredRecording(this.#files.recover(id), row, now);
      if (recovered !== undefined) this.put(recovered);
    }
    for (const [id, state] of states) {
      if (there.has(id)) continue;
      const lost = state === "running" ? this.get(id) : undefined;
      // Removed by a person while we died, or never begun: of a recording that ran, its end is told all the same.
      if (lost === undefined) this.#connection.run("DELETE FROM recordings WHERE id = ?", id);
      else this.put({ ...lost, state: "cut", reason: "interrupted", endedAt: now, bytes: 0 });
    }
  }
}

/** Bytes that a track takes on the disk. */
export function trackBytes({ samples }: Pick<RecordingTrack, "samples">): number {
  return recordingHeaderBytes + samples * recordedSampleBytes;
}

function recoveredRecording(
  { id, notes }: FoundFiles,
  row: SavedRecording | undefined,
  now: UtcMilliseconds,
): SavedRecording | undefined {
  const first = notes.values().next().value;
  if (row === undefined && first === undefined) return undefined;
  const numbers = [...notes.keys()].sort((a, b) => a - b);
  const tracks =
    row?.tracks.map((track, number) => notes.get(number)?.track ?? track) ??
    numbers.map((number) => notes.get(number)!.track);
  const endOf = (track: RecordingTrack) => track.from + (track.samples / track.sampleRate) * 1000;
  const facts = row ?? first!.recording;
  return {
    id,
    name: facts.name,
    by: facts.by,
    ...(facts.scheduleId !== undefined && { scheduleId: facts.scheduleId }),
    startedAt: facts.startedAt,
    tracks,
    ...endOfRow(row),
    endedAt: row?.endedAt ?? (tracks.length > 0 ? Math.min(now, Math.max(...tracks.map(endOf))) : now),
    bytes: numbers.reduce((sum, number) => sum + trackBytes(notes.get(number)!.track), 0),
  };
}

/** Of one that only its files are left of, nobody knows how it ended. */
function endOfRow(row: SavedRecording | undefined): Pick<SavedRecording, "state" | "reason"> {
  if (row === undefined) return { state: "done" };
  if (row.state === "running") return { state: "cut", reason: "interrupted" };
  return { state: row.state, ...(row.reason !== undefined && { reason: row.reason }) };
}

function fromRow({ reason, scheduleId, endedAt, tracks, ...facts }: Row): SavedRecording {
  return {
    ...facts,
    ...(reason !== null && { reason }),
    ...(scheduleId !== null && { scheduleId }),
    ...(endedAt !== null && { endedAt }),
    tracks: JSON.parse(tracks) as RecordingTrack[],
  };
}
