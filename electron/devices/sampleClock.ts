import type { ClockDrift } from "../domain/sampleBlock.ts";
import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { ArrivalWaits } from "./arrivalWaits.ts";
import { DriftEstimate } from "./driftEstimate.ts";

/** Further away than this, for as long as this, the arrival is no jitter any more. */
const tolerance: Milliseconds = 1000;
/** Share of the present offset that a second of samples takes away. */
const followPerSecond = 0.1;
/** The clock never runs slower or faster than this beside its nominal rate, so that time stays monotone. */
const steepest = 0.05;

/** A sender whose rate is off by more is not followed: its samples count as lost, or as too early. */
const followedRate = 0.2;
/** A loss up to here was counted by the source itself, sample by sample. */
const countedLoss: Milliseconds = 100;

export interface Stamp {
  readonly time: UtcMilliseconds;
  readonly lostBefore: number;
  /** Missing until the sender was watched long enough. */
  readonly clock?: ClockDrift | undefined;
}

/**
 * The time of samples that come without time. The first sample is taken when it arrives; from then on samples are counted:
 * arrival jitters (buffers, scheduling), the sender's clock does not. As no two clocks agree, the count follows the arrival
 * gently, by at most 5 % beside the rate that was measured: a sender 10 % off keeps true time for days. Samples that keep coming over a second late were preceded by
 * a pause, which then counts as lost samples; if they catch up within a second, only somebody in between had held them back.
 * Samples more than a second ahead of their time say that the sender is faster than it was set up: `aheadSince` tells since
 * when, the time stays monotone.
 */
export class SampleClock {
  /** When samples began to come over a second too early; undefined while they do not. */
  aheadSince: UtcMilliseconds | undefined;
  readonly #sampleRate: Hertz;
  readonly #estimate = new DriftEstimate();
  /** Of the samples so far, those lost included, at the nominal rate. */
  #elapsed: Milliseconds = 0;
  #first: UtcMilliseconds | undefined;
  #due: UtcMilliseconds | undefined;
  readonly #waits = new ArrivalWaits();
  #late: { readonly since: UtcMilliseconds; readonly least: Milliseconds } | undefined;

  constructor(sampleRate: Hertz) {
    this.#sampleRate = sampleRate;
  }

  /**
   * Stamps the next samples.
   * @param arrival when the first of them came, by a clock that is never set back
   * @param length how many they are, per channel
   * @param lost samples per channel known to be missing before them
   */
  stamp(arrival: UtcMilliseconds, length: number, lost = 0): Stamp {
    const known = this.#due !== undefined;
    let time = known ? this.#due! + this.#milliseconds(lost) : arrival;
    let lostBefore = known ? lost : 0;
    let paused = 0;
    const offset = arrival - time;
    const late = offset > tolerance;
    this.#late = late
      ? { since: this.#late?.since ?? arrival, least: Math.min(this.#late?.least ?? offset, offset) }
      : undefined;
    if (this.#late && arrival - this.#late.since >= tolerance) {
      paused = Math.round((this.#late.least / millisecondsPerSecond) * this.#sampleRate);
      lostBefore += paused;
      time += this.#milliseconds(paused);
      this.#late = undefined;
    }
    this.aheadSince = offset < -tolerance ? (this.aheadSince ?? arrival) : undefined;
    const clock = this.#watch(arrival, length, lostBefore - paused, paused);
    const nominal = this.#milliseconds(length);
    const duration = nominal / (1 + followed(clock));
    const wanted = ((arrival - time) * followPerSecond * duration) / millisecondsPerSecond;
    this.#due = time + duration + Math.max(-steepest * duration, Math.min(steepest * duration, wanted));
    return clock ? { time, lostBefore, clock } : { time, lostBefore };
  }

  /** Samples per channel between the last stamped one and `arrival`: what an overrun of a device cost. */
  missing(arrival: UtcMilliseconds): number {
    if (this.#due === undefined) return 0;
    return Math.max(0, Math.round(((arrival - this.#due) / millisecondsPerSecond) * this.#sampleRate));
  }

  /** What is known of the clock once these samples have come. */
  #watch(arrival: UtcMilliseconds, length: number, lost: number, paused: number): ClockDrift | undefined {
    this.#first ??= arrival;
    this.#waits.add(arrival);
    // Who never paused and is late all the same is slower than set up: the samples taken for lost were never sent.
    const missing = this.#milliseconds(lost + (paused > 0 && this.#waits.takePause() ? paused : 0));
    if (missing > countedLoss) this.#estimate.restart();
    this.#elapsed += missing;
    this.#estimate.add(this.#elapsed, arrival - this.#first - this.#elapsed);
    this.#elapsed += this.#milliseconds(length);
    return this.#estimate.clock;
  }

  #milliseconds(samples: number): Milliseconds {
    return (samples / this.#sampleRate) * millisecondsPerSecond;
  }
}

/** As a share of the nominal rate; 0 where it is unknown or absurd. */
function followed(clock: ClockDrift | undefined): number {
  const rate = (clock?.drift ?? 0) / 1e6;
  return Math.abs(rate) <= followedRate ? rate : 0;
}
