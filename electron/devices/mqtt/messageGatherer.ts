import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { PaceWatch } from "../paceWatch.ts";
import { SampleClock } from "../sampleClock.ts";
import type { DecodedMessage } from "./decodePayload.ts";
import { SequenceWatch } from "./sequenceWatch.ts";

/** A block without its place in the capture. */
export type Gathered = Pick<SampleBlock, "time" | "lostBefore" | "channels" | "clock">;

const blockSeconds = 0.1;
const longestSeconds = 0.25;
/** What the sender's clock says is believed so far beside the arrival: messages wait on their way, clocks of sensors are set by hand. */
const believed: Milliseconds = 3_600_000;
/** Times of a sender jitter by this much, arrivals over a network by more. */
const jitter: { readonly own: Milliseconds; readonly arrival: Milliseconds } = { own: 250, arrival: 1000 };

export interface GathererOptions {
  readonly channelCount: number;
  readonly sampleRate: Hertz;
  /** It sends in bursts: what comes late was preceded by a pause and is not going to catch up. */
  readonly pauses: boolean;
}

/**
 * Makes blocks of messages of any length: short ones are gathered, long ones cut. Time is that of the sender where it sends one,
 * otherwise the last sample was taken when its message came. Missing sequence numbers are samples lost, as many as this message has.
 */
export class MessageGatherer {
  /** How often the sequence began anew. */
  restarts = 0;
  /** Samples a second of a sender that is too much faster than set up to be followed. */
  tooFast: Hertz | undefined;
  readonly #options: GathererOptions;
  readonly #clock: SampleClock;
  readonly #pace: PaceWatch;
  readonly #sequence = new SequenceWatch();
  #pending: Float32Array<ArrayBuffer>[][] = [];
  #filled = 0;
  /** Of the first pending sample. */
  #reference: UtcMilliseconds = 0;
  #lost = 0;
  /** Of messages that were thrown away since the last one. */
  #dropped = 0;
  #end: UtcMilliseconds | undefined;
  /** Of the last message that told one. */
  #own: UtcMilliseconds | undefined;
  /** Samples so far, those lost included. */
  #samples = 0;

  constructor(options: GathererOptions) {
    this.#options = options;
    this.#clock = new SampleClock(options.sampleRate);
    this.#pace = new PaceWatch(options.sampleRate);
  }

  /**
   * @param arrival when the message came, by a clock that is never set
   * @param own when its first sample was taken by the sender's clock, on the same time line
   * @returns the blocks it completed, or in words why the message is not taken
   */
  add({ channels, sequence }: DecodedMessage, arrival: UtcMilliseconds, own?: UtcMilliseconds): Gathered[] | string {
    const { channelCount } = this.#options;
    if (channels.length !== channelCount) return `it holds ${channels.length} channels, but ${channelCount} are set up`;
    if (own !== undefined && Math.abs(own - arrival) > believed) {
      return `its time is ${Math.round((own - arrival) / 60_000)} minutes away from its arrival; set the sender's clock, or leave the path of the time empty`;
    }
    const length = channels[0]!.length;
    const duration = this.#milliseconds(length);
    const reference = own ?? arrival - duration;
    const due = this.#filled > 0 ? this.#reference + this.#milliseconds(this.#filled) : this.#end;
    const offset = due === undefined ? 0 : reference - due;
    if (own !== undefined && this.#own !== undefined && own < this.#own - jitter.own) {
      return "it is older than the one before it";
    }
    const step = sequence === undefined ? undefined : this.#sequence.step(sequence);
    if (step?.kind === "repeated") return "it came before, by its sequence number";
    if (step?.kind === "restarted") this.restarts += 1;
    this.#own = own;
    const lost = this.#lostBefore(step?.kind === "next" ? step.missing * length : 0, offset, own !== undefined);
    const blocks = lost > 0 ? this.flush() : [];
    if (this.#filled === 0) this.#reference = reference;
    this.#lost += due === undefined ? 0 : lost;
    this.#samples += length + (due === undefined ? 0 : lost);
    this.#dropped = 0;
    this.#pending.push(channels);
    this.#filled += length;
    const enough = Math.max(1, Math.floor(blockSeconds * this.#options.sampleRate));
    if (this.#filled >= enough) blocks.push(...this.flush());
    this.tooFast = this.#pace.tooFast(arrival, this.#clock.aheadSince !== undefined, this.#samples);
    return blocks;
  }

  /** What is pending, in blocks of a quarter of a second at most. */
  flush(): Gathered[] {
    const { channelCount, sampleRate } = this.#options;
    const filled = this.#filled;
    if (filled === 0) return [];
    const whole = Array.from({ length: channelCount }, (_, channel) => joined(this.#pending, channel, filled));
    const most = Math.max(1, Math.floor(longestSeconds * sampleRate));
    const blocks: Gathered[] = [];
    for (let from = 0; from < filled; from += most) {
      const channels = whole.map((samples) => samples.slice(from, from + most));
      const length = channels[0]!.length;
      const stamp = this.#clock.stamp(this.#reference + this.#milliseconds(from), length, this.#lost);
      this.#lost = 0;
      this.#end = stamp.time + this.#milliseconds(length);
      blocks.push({ ...stamp, channels });
    }
    this.#pending = [];
    this.#filled = 0;
    return blocks;
  }

  /** Samples of messages that were thrown away before they came here. */
  drop(samples: number): void {
    this.#dropped += samples;
  }

  /**
   * The same hole shows in the numbers, in the times, and in what was thrown away here: it is one loss and not their sum.
   * @param missing samples of the numbers that did not come
   * @param offset by which the message is later than its time
   */
  #lostBefore(missing: number, offset: Milliseconds, isOwn: boolean): number {
    // How long those were that were thrown away is a guess, and the sender's clock is none.
    const dropped = isOwn ? Math.min(this.#dropped, Math.max(0, this.#samplesIn(offset))) : this.#dropped;
    const lost = Math.max(missing, dropped);
    const pause = offset - this.#milliseconds(lost);
    const isKnown = isOwn || this.#options.pauses;
    return isKnown && pause > (isOwn ? jitter.own : jitter.arrival) ? lost + this.#samplesIn(pause) : lost;
  }

  #milliseconds(samples: number): Milliseconds {
    return (samples / this.#options.sampleRate) * millisecondsPerSecond;
  }

  #samplesIn(time: Milliseconds): number {
    return Math.round((time / millisecondsPerSecond) * this.#options.sampleRate);
  }
}

function joined(pieces: readonly Float32Array[][], channel: number, length: number): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece[channel]!, at);
    at += piece[channel]!.length;
  }
  return whole;
}
