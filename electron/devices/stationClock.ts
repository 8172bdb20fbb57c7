import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { steadyNow } from "./steadyNow.ts";

/** The two clocks of a computer; others in the tests. */
export interface Clocks {
  /** Counts evenly and cannot be set; stands still while a laptop sleeps. */
  steady(): UtcMilliseconds;
  /** The time of day: people and time servers set it. */
  wall(): UtcMilliseconds;
}

/** The time of day was set by so much against the time that passed. */
export interface ClockSet {
  /** When it was seen, by the station's time before it followed. */
  readonly time: UtcMilliseconds;
  readonly by: Milliseconds;
}

interface Piece {
  readonly from: UtcMilliseconds;
  /** What is added to the steady time at `from`, and by how much that grows with every millisecond. */
  readonly offset: Milliseconds;
  readonly rate: number;
}

const lookEvery: Milliseconds = 1000;
/** Below this the time of day was corrected, not set. */
const setFrom: Milliseconds = 1000;
/** A clock that is set wrongly is often set right at once: only what lasts is followed. */
const believedAfter: Milliseconds = 5000;
/** Corrections are followed like this: half of a day's worth of quartz, invisible in any spectrum. */
const gentle = 0.0005;
/** A clock that was set back is waited for at this pace: an hour in a day. */
const waiting = 0.05;
const settlingTime: Milliseconds = 60_000;
/** Enough for whatever is still on its way with a time of before. */
const mostPieces = 64;

/**
 * The time of the station: UTC that never goes back and never runs more than 5 % slow, whatever happens to the time of day.
 * Small corrections (a time server) are followed at 0.05 %. Set forward, or awake again, it leaps once: nothing is lost, there is
 * only a stretch of time without samples. Set back, it runs 5 % slow until the time of day has caught up: no second comes twice.
 * Summer time is no matter to UTC. Samples are ordered by the steady clock and get this time on their way into the pipeline.
 */
export class StationClock {
  readonly #clocks: Clocks;
  readonly #listeners = new Set<(set: ClockSet) => void>();
  #pieces: Piece[] = [{ from: Number.NEGATIVE_INFINITY, offset: 0, rate: 0 }];
  /** Time of day less steady time, as far as it is believed. */
  #known: Milliseconds;
  #doubted: { readonly since: UtcMilliseconds; readonly difference: Milliseconds } | undefined;
  #looked: UtcMilliseconds;

  constructor(clocks: Clocks = { steady: steadyNow, wall: Date.now }) {
    this.#clocks = clocks;
    this.#looked = clocks.steady();
    this.#known = clocks.wall() - this.#looked;
    this.#pieces = [{ from: Number.NEGATIVE_INFINITY, offset: this.#known, rate: 0 }];
  }

  now(): UtcMilliseconds {
    return this.utcOf(this.#clocks.steady());
  }

  /** The station's time at a moment of the steady clock; of moments long past, as the oldest that is still known. */
  utcOf(steady: UtcMilliseconds): UtcMilliseconds {
    this.#look();
    const piece = this.#pieces.findLast(({ from }) => from <= steady) ?? this.#pieces[0]!;
    return steady + offsetAt(piece, steady);
  }

  /** @returns stops listening */
  onSet(listener: (set: ClockSet) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Compares the two clocks once a second, whenever somebody asks for the time. */
  #look(): void {
    const steady = this.#clocks.steady();
    if (steady - this.#looked < lookEvery) return;
    this.#looked = steady;
    const difference = this.#clocks.wall() - steady;
    const change = difference - this.#known;
    if (Math.abs(change) < setFrom) {
      this.#known = difference;
      this.#doubted = undefined;
    } else if (this.#doubted === undefined || Math.abs(difference - this.#doubted.difference) >= setFrom) {
      this.#doubted = { since: steady, difference };
    } else if (steady - this.#doubted.since >= believedAfter) {
      this.#believe(steady, difference);
    }
    this.#follow(steady);
  }

  #believe(steady: UtcMilliseconds, difference: Milliseconds): void {
    const time = steady + offsetAt(this.#pieces.at(-1)!, steady);
    const by = difference - this.#known;
    this.#known = difference;
    this.#doubted = undefined;
    for (const listener of this.#listeners) listener({ time, by });
  }

  #follow(steady: UtcMilliseconds): void {
    const last = this.#pieces.at(-1)!;
    const offset = offsetAt(last, steady);
    const behind = this.#known - offset;
    const next: Piece =
      behind >= setFrom
        ? { from: steady, offset: this.#known, rate: 0 }
        : { from: steady, offset, rate: rateFor(behind) };
    if (next.rate === last.rate && next.offset === offset) return;
    this.#pieces = [...this.#pieces, next].slice(-mostPieces);
  }
}

function offsetAt({ from, offset, rate }: Piece, steady: UtcMilliseconds): Milliseconds {
  return rate === 0 ? offset : offset + rate * (steady - from);
}

function rateFor(behind: Milliseconds): number {
  if (behind <= -setFrom) return -waiting;
  const wanted = behind / settlingTime;
  return Math.abs(behind) < millisecondsPerSecond / 1000 ? 0 : Math.max(-gentle, Math.min(gentle, wanted));
}
