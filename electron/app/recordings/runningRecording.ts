import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../domain/fault.ts";
import type { RecordingNote } from "../../domain/recordingNote.ts";
import type { RecordingCut, RecordingTrack, SavedRecording } from "../../domain/savedRecording.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../../domain/units.ts";
import type { RecordingFile } from "../../store/recordingFile.ts";
import type { TrackWriter } from "./trackWriter.ts";

const usualPauses = {
  /** Well within the margin of the ring, and seldom enough that the disk gets pieces worth its while. */
  write: 400 as Milliseconds,
  /** So much at most is missing of a recording whose station was killed. */
  secure: 5000 as Milliseconds,
};
/** Its last samples come a little later than the station's clock says: blocks take time, and the clock of a source may be slow. */
const patience: Milliseconds = 3000;
const slowestClock = 1 - 1e-3;

export interface RunningOptions {
  readonly recording: RecordingNote["recording"];
  /** Missing: until it is stopped. */
  readonly seconds?: Seconds | undefined;
  readonly tracks: readonly TrackWriter[];
  readonly now: () => UtcMilliseconds;
  /** Bytes that may still be stored, by all recordings together. */
  readonly room: () => number;
  /** Whether the disk has something left beside what alerts and measurements need. */
  readonly diskHasRoom: () => Promise<boolean>;
  /** This track has ended before the recording. */
  readonly trackCut: (track: RecordingTrack) => void;
  readonly pauses?: typeof usualPauses | undefined;
}

/** Writes all tracks of one recording until it is stopped, has its length, or cannot go on. */
export class RunningRecording {
  readonly #options: RunningOptions;
  readonly #wake = new AbortController();
  readonly #done: Promise<SavedRecording>;
  #failure: unknown;
  #stopping: { readonly at: UtcMilliseconds; readonly reason?: RecordingCut | undefined } | undefined;

  private constructor(options: RunningOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  /** @throws Fault STORE_FAILED when the disk refuses one of the files; then there is none */
  static async start(
    options: RunningOptions,
    create: (track: number, note: RecordingNote) => Promise<RecordingFile>,
  ): Promise<RunningRecording> {
    for (const [number, track] of options.tracks.entries()) {
      await track
        .open((note) => create(number, note))
        .catch(async (thrown: unknown) => {
          await Promise.all(options.tracks.slice(0, number).map((opened) => opened.finish().catch(() => {})));
          throw thrown;
        });
    }
    return new RunningRecording(options);
  }

  /** As it stands. */
  get recording(): SavedRecording {
    const { recording, tracks } = this.#options;
    return { ...recording, state: "running", tracks: tracks.map(({ track }) => track), bytes: this.bytes };
  }

  /** What became of it, once it has ended. Never rejects. */
  get done(): Promise<SavedRecording> {
    return this.#done;
  }

  /** What was thrown, when that is why it was cut. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Ends it with what came until this moment. @param reason why it is cut; missing: as it was wanted */
  stop(reason?: RecordingCut): Promise<SavedRecording> {
    if (this.#stopping === undefined) {
      this.#stopping = { at: this.#options.now(), reason };
      for (const track of this.#options.tracks) track.stop();
      this.#wake.abort();
    }
    return this.#done;
  }

  async #run(): Promise<SavedRecording> {
    const { recording, tracks, room, now } = this.#options;
    const failed = (thrown: unknown) => {
      this.#failure ??= thrown;
      return cutOf(thrown);
    };
    const written = this.#write().then((cut) => {
      if (cut === undefined) for (const track of tracks) track.giveUp(room());
      return cut;
    });
    let reason = await written.catch(failed);
    for (const track of tracks) {
      await track.finish().catch((thrown: unknown) => {
        reason ??= failed(thrown);
      });
    }
    reason ??= this.#stopping?.reason ?? this.#cutOfTracks();
    return {
      ...recording,
      state: reason === undefined ? "done" : "cut",
      ...(reason !== undefined && { reason }),
      endedAt: this.#stopping?.at ?? now(),
      tracks: tracks.map(({ track }) => track),
      bytes: this.bytes,
    };
  }

  /** @returns why it cannot go on; undefined when it has what was wanted */
  async #write(): Promise<RecordingCut | undefined> {
    const {
      seconds = Number.POSITIVE_INFINITY,
      tracks,
      room,
      diskHasRoom,
      trackCut,
      pauses = usualPauses,
    } = this.#options;
    // Not by the time of day: somebody may set it meanwhile.
    const giveUpAt = performance.now() + (seconds * millisecondsPerSecond) / slowestClock + patience;
    // The first time soon, so that of a short one there is something, too.
    let secureAt = performance.now() + pauses.secure / 5;
    for (;;) {
      const stopping = this.#stopping !== undefined;
      let more = false;
      for (const track of tracks) {
        const wasRunning = !track.ended;
        const progress = await track.advance(room());
        more ||= progress === "more";
        if (progress === "full") return "quota";
        if (!wasRunning || !track.ended) continue;
        // At once: the others may go on for hours.
        await track.finish();
        if (track.track.cut !== undefined) trackCut(track.track);
      }
      if (tracks.every((track) => track.ended)) return undefined;
      if (!more && stopping) return undefined;
      if (performance.now() >= giveUpAt) void this.stop();
      if (performance.now() >= secureAt) {
        for (const track of tracks) await track.secure();
        if (!(await diskHasRoom())) return "disk full";
        secureAt = performance.now() + pauses.secure;
      }
      if (!more) await sleep(pauses.write, undefined, { signal: this.#wake.signal }).catch(() => {});
    }
  }

  /** On the disk by now, the piece that is just being written included. */
  get bytes(): number {
    return this.#options.tracks.reduce((sum, track) => sum + track.bytes, 0);
  }

  /** None of its tracks is left: what ended the first of them ended it. */
  #cutOfTracks(): RecordingCut | undefined {
    const cuts = this.#options.tracks.map(({ track }) => track.cut);
    return cuts.every((cut) => cut !== undefined) ? cuts[0] : undefined;
  }
}

function cutOf(thrown: unknown): RecordingCut {
  if (!(thrown instanceof Fault)) return "station failed";
  return thrown.details.full === 1 ? "disk full" : "disk failed";
}
