import { recordedSampleBytes, recordingHeaderBytes } from "../../domain/recordingHeader.ts";
import { type RecordingNote, shortenTrack } from "../../domain/recordingNote.ts";
import type { RecordingTrack, TrackCut } from "../../domain/savedRecording.ts";
import { millisecondsPerSecond, type PartsPerMillion, type Seconds } from "../../domain/units.ts";
import type { EvidenceRing } from "../../pipeline/evidenceRing.ts";
import type { RecordingFile } from "../../store/recordingFile.ts";
import { type TrackPiece, TrackReader } from "./trackReader.ts";

/** Samples read and written at once: 1 MiB, however far back a recording reaches. */
const pieceSamples = 262_144;

/** A block comes when its last sample was taken, and is read a little later. */
const delay: Seconds = 1;

/** What is known of the source of a track at a moment. */
export interface TrackSource {
  /** Missing while its device is being opened. */
  readonly ring?: EvidenceRing | undefined;
  /** How long the device has delivered nothing. */
  readonly silence: Seconds;
  readonly drift?: PartsPerMillion | undefined;
  /** It will not deliver to this track any more. */
  readonly cut?: TrackCut | undefined;
}

/** What a track is known of before its first sample. */
export type TrackFacts = Omit<RecordingTrack, "samples" | "lostSamples" | "gaps" | "gapsNotListed" | "drift" | "cut">;

export type TrackProgress = "more" | "waiting" | "ended" | "full";

/** One point on its way from the ring to its file. */
export class TrackWriter {
  readonly #facts: TrackFacts;
  readonly #recording: RecordingNote["recording"];
  readonly #source: () => TrackSource;
  readonly #reader: TrackReader;
  #file: RecordingFile | undefined;
  #cut: TrackCut | undefined;
  #drift: PartsPerMillion | undefined;
  #ended = false;
  /** By the steady clock. */
  #readAt = performance.now();
  /** The disk refused everything from this position on. */
  #refusedAt = Number.POSITIVE_INFINITY;

  /** From this moment on the track runs; until it is opened the ring holds what comes. */
  constructor(
    recording: RecordingNote["recording"],
    facts: TrackFacts,
    wish: { readonly preTrigger: Seconds; readonly seconds?: Seconds | undefined },
    source: () => TrackSource,
  ) {
    this.#recording = recording;
    this.#facts = facts;
    this.#source = source;
    const { ring, silence } = source();
    this.#reader = new TrackReader({ ...wish, channel: facts.channel, sampleRate: facts.sampleRate }, ring, silence);
  }

  get track(): RecordingTrack {
    const { samples, lostSamples, gaps, gapsNotListed, from = this.#facts.from } = this.#reader;
    const track: RecordingTrack = {
      ...this.#facts,
      from,
      samples,
      lostSamples,
      gaps: [...gaps],
      ...(gapsNotListed > 0 && { gapsNotListed }),
      ...(this.#drift !== undefined && { drift: this.#drift }),
      ...(this.#cut !== undefined && { cut: this.#cut }),
    };
    return shortenTrack(track, this.#refusedAt);
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return recordingHeaderBytes + Math.min(this.#reader.samples, this.#refusedAt) * recordedSampleBytes;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** @throws Fault STORE_FAILED */
  async open(create: (note: RecordingNote) => Promise<RecordingFile>): Promise<void> {
    this.#file = await create(this.#note());
  }

  /**
   * Takes one piece out of the ring and writes it.
   * @param room bytes that may still be stored; what is taken of it shows in `bytes` before anything is waited for
   * @throws Fault STORE_FAILED
   */
  async advance(room: number): Promise<TrackProgress> {
    if (this.#ended || this.#file === undefined) return "ended";
    const piece = this.#reader.next(pieceSamples, Math.floor(room / recordedSampleBytes));
    if (piece === "full") return "full";
    if (piece !== undefined) {
      this.#readAt = performance.now();
      await this.#write(this.#file, piece);
      return piece.samples.length === pieceSamples ? "more" : "waiting";
    }
    if (this.#reader.complete) return this.#end();
    const { ring, cut } = this.#source();
    if (cut !== undefined) {
      this.#cut = cut;
      return this.#end();
    }
    if (ring !== undefined && ring !== this.#reader.ring) {
      this.#reader.follow(ring, this.#silence + delay);
      return ring === this.#reader.ring ? "more" : "waiting";
    }
    return "waiting";
  }

  /** Nothing after this moment is wanted. */
  stop(): void {
    this.#reader.stop(Math.min(this.#source().silence, this.#silence));
  }

  /** Counts as lost what was wanted and did not come. @param room bytes that may still be stored */
  giveUp(room: number): void {
    if (!this.#ended) this.#reader.giveUp(Math.floor(room / recordedSampleBytes));
  }

  /** @throws Fault STORE_FAILED */
  async secure(): Promise<void> {
    if (this.#ended) return;
    this.#drift = this.#source().drift ?? this.#drift;
    await this.#file?.secure(this.#note());
  }

  /** @throws Fault STORE_FAILED; the file is closed in any case */
  async finish(): Promise<void> {
    if (!this.#ended) this.#end();
    const file = this.#file;
    this.#file = undefined;
    await file?.finish(this.#note());
  }

  /** How long nothing was there to be read. */
  get #silence(): Seconds {
    return (performance.now() - this.#readAt) / millisecondsPerSecond;
  }

  async #write(file: RecordingFile, { at, samples }: TrackPiece): Promise<void> {
    if (samples.length === 0) return;
    try {
      await file.write(at, samples);
    } catch (thrown) {
      this.#refusedAt = Math.min(this.#refusedAt, at);
      throw thrown;
    }
  }

  #end(): "ended" {
    this.#drift = this.#source().drift ?? this.#drift;
    this.#ended = true;
    return "ended";
  }

  #note(): RecordingNote {
    return { recording: this.#recording, track: this.track };
  }
}
