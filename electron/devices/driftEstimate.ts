import type { ClockDrift } from "../domain/sampleBlock.ts";
import type { Milliseconds } from "../domain/units.ts";

/** The least late arrival of a stretch: the one that was held up least on its way. */
interface Bucket {
  /** Middle of the stretch by the count of samples. */
  readonly elapsed: Milliseconds;
  readonly lateness: Milliseconds;
}

const firstStretch: Milliseconds = 1000;
/** A stretch holds at least so many arrivals, so that one of them came straight. */
const arrivalsInStretch = 5;
/** When there are so many stretches, they are put together in pairs, until they are a minute each: an hour is watched at most. */
const mostBuckets = 60;
const longestStretch: Milliseconds = 60_000;
const fewestBuckets = 6;
/** After samples were lost, what was known of the clock holds until so much is known anew. */
const trustedFrom = 20;
/** So many stretches in a row that run away from what was expected, each by about as much, are another rate. */
const runAway = 5;
/** Less than this is drift, of which there is time to learn. */
const leastRunAway = 0.005;
const million = 1e6;

/**
 * How much faster a sender's clock runs than its nominal rate, from when its samples arrive. An arrival is late, by any amount, and
 * never early: so the least late one of every stretch is taken, and a line laid through these (Theil–Sen: a stretch in which
 * everything was held up does not bend it). A rate that changes is noticed within seconds.
 */
export class DriftEstimate {
  #buckets: Bucket[] = [];
  /** The last stretches of the shortest length. */
  #recent: Bucket[] = [];
  #stretch: Milliseconds = firstStretch;
  #open:
    | {
        begin: Milliseconds;
        beginLateness: Milliseconds;
        elapsed: Milliseconds;
        lateness: Milliseconds;
        arrivals: number;
      }
    | undefined;
  #merging: { readonly best: Bucket; readonly span: Milliseconds } | undefined;
  #kept: ClockDrift | undefined;
  #needed = fewestBuckets;

  /** Missing for the first seconds. */
  get clock(): ClockDrift | undefined {
    return this.#kept;
  }

  /**
   * @param elapsed what the samples before this one take at the nominal rate
   * @param lateness when it arrived, less `elapsed`, by any zero
   */
  add(elapsed: Milliseconds, lateness: Milliseconds): void {
    this.#open ??= { begin: elapsed, beginLateness: lateness, elapsed, lateness, arrivals: 0 };
    const open = this.#open;
    open.arrivals += 1;
    if (lateness < open.lateness) {
      open.lateness = lateness;
      open.elapsed = elapsed;
    }
    // Of a sender that is much slower than its nominal rate a second of samples takes minutes: by the arrivals it is over as well.
    const length = elapsed - open.begin + Math.max(0, lateness - open.beginLateness);
    if (length < firstStretch || open.arrivals < arrivalsInStretch) return;
    this.#open = undefined;
    this.#close({ elapsed: open.elapsed, lateness: open.lateness }, length);
  }

  /** Samples were lost, and nobody knows exactly how many: the line breaks here. */
  restart(): void {
    this.#buckets = [];
    this.#recent = [];
    this.#open = undefined;
    this.#merging = undefined;
    this.#stretch = firstStretch;
    if (this.#kept !== undefined) this.#needed = trustedFrom;
  }

  #close(bucket: Bucket, length: Milliseconds): void {
    this.#recent = [...this.#recent, bucket].slice(-runAway - 1);
    if (this.#runsAway()) {
      this.#buckets = [...this.#recent];
      this.#merging = undefined;
      this.#stretch = firstStretch;
      this.#needed = fewestBuckets;
      this.#kept = this.#fit();
      return;
    }
    const { best, span } = this.#merging ?? { best: bucket, span: 0 };
    this.#merging = { best: best.lateness <= bucket.lateness ? best : bucket, span: span + length };
    if (this.#merging.span < this.#stretch) return;
    this.#append(this.#merging.best);
    this.#merging = undefined;
  }

  #append(bucket: Bucket): void {
    this.#buckets.push(bucket);
    if (this.#buckets.length > mostBuckets) this.#thin();
    if (this.#buckets.length >= this.#needed) this.#kept = this.#fit();
  }

  #thin(): void {
    if (this.#stretch >= longestStretch) {
      this.#buckets.shift();
      return;
    }
    this.#stretch *= 2;
    this.#buckets = this.#buckets.flatMap((bucket, index, all) => {
      if (index % 2 === 1) return [];
      const next = all[index + 1];
      return [next !== undefined && next.lateness < bucket.lateness ? next : bucket];
    });
  }

  /** Stretch after stretch is later than expected by about as much, or earlier although nothing had been held up. */
  #runsAway(): boolean {
    if (this.#recent.length <= runAway) return false;
    const slope = this.#kept ? lateness(this.#kept) : 0;
    const steps = this.#recent.slice(1).map((bucket, index) => {
      const before = this.#recent[index]!;
      return (bucket.lateness - before.lateness) / (bucket.elapsed - before.elapsed) - slope;
    });
    const middle = steps.toSorted((one, other) => one - other)[runAway >> 1]!;
    if (Math.abs(middle) < leastRunAway) return false;
    const isSteady = steps.every((step) => step / middle > 0.5 && step / middle < 2);
    return isSteady && (middle > 0 || this.#isAhead(slope));
  }

  /** What had been held up may catch up: only what comes earlier than ever before was sent faster. */
  #isAhead(slope: number): boolean {
    const now = this.#recent.at(-1)!;
    const before = this.#buckets.slice(0, -runAway);
    if (before.length === 0) return true;
    const earliest = Math.min(...before.map((bucket) => bucket.lateness + slope * (now.elapsed - bucket.elapsed)));
    return now.lateness < earliest - leastRunAway * firstStretch;
  }

  #fit(): ClockDrift {
    const all = this.#buckets;
    const slopes: number[] = [];
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        slopes.push((other.lateness - one.lateness) / (other.elapsed - one.elapsed));
      }
    }
    const slope = medianOf(slopes);
    const middle = all.reduce((sum, { elapsed }) => sum + elapsed, 0) / all.length;
    const offsets = all.map((bucket) => bucket.lateness - slope * (bucket.elapsed - middle));
    const offset = medianOf(offsets);
    const scatter = madToDeviation * medianOf(offsets.map((each) => Math.abs(each - offset)));
    const lever = Math.sqrt(all.reduce((sum, { elapsed }) => sum + (elapsed - middle) ** 2, 0));
    return {
      drift: (1 / (1 + slope) - 1) * million,
      uncertainty: Math.max(leastUncertainty, (theilSenLoss * scatter * million) / lever),
    };
  }
}

const madToDeviation = 1.4826;
/** What the median of slopes is less sharp than least squares, and what hidden bursts add. */
const theilSenLoss = 1.5;
/** No better is known than the clock of the computer itself runs. */
const leastUncertainty = 0.5;

/** By how much samples come later with every millisecond of them. */
function lateness({ drift }: ClockDrift): number {
  return 1 / (1 + drift / million) - 1;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}
