import { mostGaps } from "../../domain/recordingNote.ts";
import type { TrackGap } from "../../domain/savedRecording.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../../domain/units.ts";
import type { EvidenceRing } from "../../pipeline/evidenceRing.ts";

export interface TrackWish {
  readonly channel: number;
  readonly sampleRate: Hertz;
  readonly preTrigger: Seconds;
  /** How long from now on; missing: until it is stopped. */
  readonly seconds?: Seconds | undefined;
}

/** Samples to be written at a position of the track; what lies between them and what was written before was lost. */
export interface TrackPiece {
  readonly at: number;
  readonly samples: Float32Array<ArrayBuffer>;
}

/**
 * Reads one channel out of the ring of its device, from the past into the present without a seam: every sample of the device has its
 * position there, and the track takes them in order, each once. The ring is the only buffer between capture and disk: who reads too
 * slowly, or a device that delivers nothing, leaves a gap that is counted.
 */
export class TrackReader {
  readonly #wish: TrackWish;
  #ring: EvidenceRing | undefined;
  /** Ring positions: the next to be read, the moment it was asked for, the first that is no longer wanted. */
  #position = 0;
  #asked = 0;
  #stop = Number.POSITIVE_INFINITY;
  #from: UtcMilliseconds | undefined;
  #samples = 0;
  #lost = 0;
  #gaps: TrackGap[] = [];
  #gapsNotListed = 0;

  /** @param silence how long the device has delivered nothing by now */
  constructor(wish: TrackWish, ring: EvidenceRing | undefined, silence: Seconds) {
    this.#wish = wish;
    this.#ring = ring;
    this.#asked = this.#presentOf(ring, silence);
    this.#position = Math.max(0, this.#asked - Math.round(wish.preTrigger * wish.sampleRate));
    if (wish.seconds !== undefined) this.#stop = this.#asked + Math.round(wish.seconds * wish.sampleRate);
  }

  get ring(): EvidenceRing | undefined {
    return this.#ring;
  }

  /** Length of the track by now, lost samples included. */
  get samples(): number {
    return this.#samples;
  }

  get lostSamples(): number {
    return this.#lost;
  }

  get gaps(): readonly TrackGap[] {
    return this.#gaps;
  }

  get gapsNotListed(): number {
    return this.#gapsNotListed;
  }

  /** Time of the first sample; undefined before there is one. */
  get from(): UtcMilliseconds | undefined {
    return this.#from;
  }

  /** It has all that was wanted. */
  get complete(): boolean {
    return this.#position >= this.#stop;
  }

  /**
   * What comes next, as far as it is there.
   * @param most samples to be read at once
   * @param room samples that may still be stored
   * @returns "full" when the next sample has no room
   */
  next(most: number, room: number): TrackPiece | "full" | undefined {
    const piece = this.complete ? undefined : this.#ring?.take(this.#wish.channel, this.#position, most);
    if (piece === undefined) return undefined;
    const begin = this.#from === undefined ? this.#beginAt(piece.at) : this.#position;
    const at = Math.min(piece.at, this.#stop);
    const lost = at - begin;
    const length = Math.min(piece.samples.length, this.#stop - at, room - lost);
    if (length < 0 || (length === 0 && at < this.#stop)) return "full";
    this.#from ??= this.#ring!.timeOf(begin);
    this.#lose(lost);
    const start = this.#samples;
    for (const gap of piece.gaps) {
      const end = Math.min(gap.to - at, length);
      if (end > gap.from - at) this.#note(start + gap.from - at, end - (gap.from - at));
    }
    this.#samples += length;
    this.#position = at + length;
    return { at: start, samples: piece.samples.subarray(0, length) };
  }

  /**
   * The device was set up anew and has another ring; of the old one everything was read. What lies between them was lost.
   * A ring that is still empty is not taken: try again.
   * @param silence how long nothing was read: more cannot be missing, whatever clocks say that somebody may have set meanwhile
   */
  follow(ring: EvidenceRing, silence: Seconds): void {
    if (ring.end === 0) return;
    const { sampleRate } = this.#wish;
    const before = this.#ring !== undefined && this.#ring.end > 0 ? this.#ring.timeOf(this.#position) : undefined;
    const missing =
      before === undefined ? 0 : Math.round(((ring.timeOf(0) - before) / millisecondsPerSecond) * sampleRate);
    const most = Math.round(silence * sampleRate);
    const gap = Math.max(0, Math.min(missing, most, this.#stop - this.#position));
    if (this.#from !== undefined) this.#lose(gap);
    const shift = this.#position + gap;
    this.#asked -= shift;
    this.#stop -= shift;
    this.#position = 0;
    this.#ring = ring;
  }

  /** Nothing after this moment is wanted. @param silence how long the device has delivered nothing by now */
  stop(silence: Seconds): void {
    this.#stop = Math.min(this.#stop, Math.max(this.#position, this.#presentOf(this.#ring, silence)));
  }

  /** Counts as lost what was wanted and did not come. @param room samples that may still be stored */
  giveUp(room: number): void {
    if (this.#from === undefined || !Number.isFinite(this.#stop)) return;
    const missing = Math.max(0, Math.min(this.#stop - this.#position, room));
    this.#lose(missing);
    this.#position += missing;
  }

  #presentOf(ring: EvidenceRing | undefined, silence: Seconds): number {
    return ring === undefined || ring.end === 0 ? 0 : ring.end + Math.round(silence * this.#wish.sampleRate);
  }

  /** The past reaches only as far as the ring does; what is missing of the time since it was asked for is lost. */
  #beginAt(oldest: number): number {
    return oldest <= this.#asked ? oldest : Math.max(this.#position, this.#asked);
  }

  #lose(samples: number): void {
    if (samples <= 0) return;
    this.#note(this.#samples, samples);
    this.#samples += samples;
  }

  #note(at: number, samples: number): void {
    this.#lost += samples;
    const last = this.#gaps.at(-1);
    if (last !== undefined && this.#gapsNotListed === 0 && last.at + last.samples === at) {
      this.#gaps[this.#gaps.length - 1] = { at: last.at, samples: last.samples + samples };
    } else if (this.#gaps.length < mostGaps) this.#gaps.push({ at, samples });
    else this.#gapsNotListed += 1;
  }
}
