import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { statfs } from "node:fs/promises";
import { type RecordingPage, recordingPieceBytes } from "../../contract/recordingsContract.ts";
import { asFault, Fault } from "../../domain/fault.ts";
import { trackName } from "../../domain/recordingNote.ts";
import type { RecordingTrack, SavedRecording } from "../../domain/savedRecording.ts";
import type { Seconds } from "../../domain/units.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { Store } from "../../store/openStore.ts";
import { cutSentences } from "./cutSentences.ts";
import { fileNameOf } from "./fileNameOf.ts";
import { type RunningOptions, RunningRecording } from "./runningRecording.ts";
import { TrackSources, type TrackSourcesOptions } from "./trackSources.ts";
import { TrackWriter } from "./trackWriter.ts";

const megabyte = 1_000_000;
/** Left free for alerts, labels and measurements, which go on when nothing can be recorded any more. */
const diskReserve = 256 * megabyte;

/** Each holds a file open; systems allow a process some thousand. */
const mostTracks = 512;
/** Of each track; the files have all of them. */
const gapsInLists = 20;

export interface RecordingWish {
  readonly name: string;
  readonly pointIds: readonly string[];
  readonly preTrigger: Seconds;
  readonly seconds?: Seconds | undefined;
  readonly by: string;
  readonly scheduleId?: string | undefined;
}

export interface RecordingDeskOptions extends TrackSourcesOptions {
  readonly store: Pick<Store, "folder" | "recordings" | "recordingFiles" | "settings">;
  readonly pipeline: TrackSourcesOptions["pipeline"] & Pick<Pipeline, "preTrigger">;
  /** The list changed. */
  readonly changed: () => void;
  /** Something a person has to be told. */
  readonly tell: (fault: Fault) => void;
  /** Free bytes of the disk; looked up unless given. */
  readonly freeBytes?: (() => Promise<number>) | undefined;
  /** Shorter in the tests. */
  readonly pauses?: RunningOptions["pauses"];
}

/** Everything that is recorded because somebody wanted it: starts, stops, keeps within the quota, and gives out the files. */
export class RecordingDesk implements AsyncDisposable {
  readonly #options: RecordingDeskOptions;
  readonly #sources: TrackSources;
  readonly #running = new Map<string, RunningRecording>();

  constructor(options: RecordingDeskOptions) {
    this.#options = options;
    this.#sources = new TrackSources(options);
  }

  list(offset: number, limit: number): RecordingPage {
    const { store, pipeline } = this.#options;
    return {
      recordings: store.recordings
        .list(offset, limit)
        .map((row) => withFewGaps(this.#running.get(row.id)?.recording ?? row)),
      total: store.recordings.count(),
      bytes: this.#used(),
      quotaBytes: this.#quota(),
      preTrigger: pipeline.preTrigger(),
    };
  }

  /** Whether one that this schedule started is still running. */
  isRunning(scheduleId: string): boolean {
    return [...this.#running.values()].some(({ recording }) => recording.scheduleId === scheduleId);
  }

  /**
   * @throws Fault NOT_FOUND for a point that is not in the plant, NOT_ALLOWED for one whose source waits for its reader, CONFLICT when
   * the quota is used up, STORE_FAILED when the disk is full or refuses
   */
  async start({ pointIds, preTrigger, seconds, ...facts }: RecordingWish): Promise<SavedRecording> {
    const { store, now, changed, tell } = this.#options;
    const points = [...new Set(pointIds)].map((id) => this.#sources.recordable(id));
    const recording = { id: randomUUID(), startedAt: now(), ...facts };
    // The past is as of this moment; the ring keeps it while the files are made.
    const tracks = points.map((point) => {
      const track = this.#sources.factsOf(point, recording.startedAt);
      return new TrackWriter(recording, track, { preTrigger, seconds }, () => this.#sources.sourceOf(track));
    });
    this.#requireFew(tracks.length);
    this.#requireRoom(tracks.reduce((sum, { bytes }) => sum + bytes, 0));
    if (!(await this.#diskHasRoom())) {
      throw new Fault("STORE_FAILED", "The disk is nearly full: nothing is recorded until there is space again.");
    }
    const begun: SavedRecording = {
      ...recording,
      state: "running",
      tracks: tracks.map(({ track }) => track),
      bytes: 0,
    };
    store.recordings.put(begun);
    try {
      const running = await RunningRecording.start(
        {
          recording,
          seconds,
          tracks,
          now,
          room: () => this.#quota() - this.#used(),
          diskHasRoom: () => this.#diskHasRoom(),
          trackCut: (track) => this.#tellTrack(recording.name, track),
          pauses: this.#options.pauses,
        },
        (number, note) => store.recordingFiles.create(recording.id, number, note),
      );
      this.#running.set(recording.id, running);
      running.done.then((ended) => this.#end(ended)).catch((thrown) => tell(asFault(thrown, "STORE_FAILED")));
      changed();
      return running.recording;
    } catch (thrown) {
      this.#forget(recording.id);
      throw thrown;
    }
  }

  /** @throws Fault NOT_FOUND; one that has ended already is given as it is */
  async stop(id: string): Promise<SavedRecording> {
    return this.#running.get(id)?.stop() ?? this.#found(id);
  }

  /** @throws Fault NOT_FOUND, CONFLICT while it runs */
  remove(id: string): void {
    const { name } = this.#found(id);
    if (this.#running.has(id)) throw new Fault("CONFLICT", `"${name}" is still recording. Stop it first.`);
    this.#options.store.recordings.remove(id);
    this.#options.changed();
  }

  /**
   * A piece of the WAV file of one point.
   * @throws Fault NOT_FOUND, CONFLICT while it runs, BAD_FILE when the file is gone
   */
  async file(id: string, pointId: string, offset: number): Promise<File> {
    const recording = this.#found(id);
    const number = recording.tracks.findIndex((track) => track.pointId === pointId);
    if (number < 0) throw new Fault("NOT_FOUND", `"${recording.name}" has no track of this point.`);
    if (this.#running.has(id)) throw new Fault("CONFLICT", `"${recording.name}" is still recording. Stop it first.`);
    const path = this.#options.store.recordingFiles.path(id, number);
    const whole = await openFile(path);
    const piece = whole.slice(offset, offset + recordingPieceBytes);
    return new File([piece], fileNameOf(recording.tracks[number]!), { type: "audio/wav" });
  }

  /** The station ends: what runs is cut, and finished like any other. */
  async [Symbol.asyncDispose](): Promise<void> {
    const running = [...this.#running.values()];
    for (const recording of running) void recording.stop("station closed");
    for (const recording of running) this.#end(await recording.done);
  }

  #end(ended: SavedRecording): void {
    const failure = this.#running.get(ended.id)?.failure;
    if (!this.#running.delete(ended.id)) return;
    const { store, tell, changed } = this.#options;
    try {
      store.recordings.put(ended);
    } catch (thrown) {
      // It is found by its files at the next start.
      tell(new Fault("STORE_FAILED", `The end of "${ended.name}" could not be noted: ${(thrown as Error).message}`));
    }
    if (ended.reason !== undefined && ended.reason !== "station closed") {
      const cause = failure === undefined ? "" : ` (${(failure as Error).message})`;
      const sentence = `"${ended.name}" ended early: ${cutSentences[ended.reason]}${cause}`;
      tell(new Fault("STORE_FAILED", sentence, { cause: failure }));
    }
    changed();
  }

  /** Of one that could not begin. Where the disk refuses even that, it is found at the next start and told as interrupted. */
  #forget(id: string): void {
    try {
      this.#options.store.recordings.remove(id);
    } catch {}
  }

  #found(id: string): SavedRecording {
    const found = this.#options.store.recordings.get(id);
    if (found !== undefined) return found;
    throw new Fault("NOT_FOUND", "This recording was removed. Reload the page to see which there are.");
  }

  #requireFew(more: number): void {
    const running = [...this.#running.values()].reduce((sum, { recording }) => sum + recording.tracks.length, 0);
    if (running + more <= mostTracks) return;
    throw new Fault(
      "CONFLICT",
      `${running} points are being recorded already, of ${mostTracks} that can be at once. Stop a recording first.`,
    );
  }

  #requireRoom(bytes: number): void {
    const quota = this.#quota();
    if (quota - this.#used() > bytes) return;
    throw new Fault(
      "CONFLICT",
      `The ${Math.round(quota / megabyte)} MB for recordings are used up. Remove some recordings, or allow more under Station.`,
      { details: { quotaBytes: quota } },
    );
  }

  #quota(): number {
    return this.#options.store.settings.retention().recordingMegabytes * megabyte;
  }

  #used(): number {
    const { recordings } = this.#options.store;
    for (const [id, running] of this.#running) recordings.grow(id, running.bytes);
    return recordings.used();
  }

  async #diskHasRoom(): Promise<boolean> {
    const { freeBytes = () => freeOf(this.#options.store.folder) } = this.#options;
    return (await freeBytes()) > diskReserve;
  }

  #tellTrack(name: string, track: RecordingTrack): void {
    if (track.cut === undefined) return;
    this.#options.tell(
      new Fault("DEVICE_LOST", `${trackName(track)}: its part of "${name}" ended early: ${cutSentences[track.cut]}`),
    );
    this.#options.changed();
  }
}

/** Nothing is read before somebody asks for a part of it. */
async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch (cause) {
    throw new Fault("BAD_FILE", `${path} is not there any more. Remove the recording from the list.`, {
      cause,
      details: { path },
    });
  }
}

/** Hundreds of recordings of sources that lose something all the time are still a list that a page can take. */
function withFewGaps(recording: SavedRecording): SavedRecording {
  return {
    ...recording,
    tracks: recording.tracks.map(({ gapsNotListed = 0, ...track }) => {
      const left = gapsNotListed + Math.max(0, track.gaps.length - gapsInLists);
      return { ...track, gaps: track.gaps.slice(0, gapsInLists), ...(left > 0 && { gapsNotListed: left }) };
    }),
  };
}

async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
