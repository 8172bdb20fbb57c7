import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";

/** What a port had kept before it was opened comes within this time, in any number of pieces: it says nothing of the rate. */
const settlingTime: Milliseconds = 400;
const leastTime: Milliseconds = 900;
/** Arrival jitters by what drivers and adapters hold back. */
const jitter: Milliseconds = 20;
const leastTolerance = 0.004;
/** One point of the line in so long; twice as long whenever there are too many. */
const firstSpacing: Milliseconds = 20;
const mostPoints = 96;

interface Point {
  readonly arrival: UtcMilliseconds;
  /** All that had come by then. */
  readonly samples: number;
}

/**
 * How many samples a second arrive: the median slope between any two moments that are far apart (Theil–Sen), so that what was held
 * up, or kept from before, does not count as quick.
 */
export class RateMeter {
  #first: UtcMilliseconds | undefined;
  #samples = 0;
  #points: Point[] = [];
  #spacing = firstSpacing;
  /** Before which the last point is still moved on. */
  #next: UtcMilliseconds = 0;

  add(count: number, arrival: UtcMilliseconds): void {
    this.#samples += count;
    this.#first ??= arrival;
    const point = { arrival, samples: this.#samples };
    const isSettling = arrival - this.#first < settlingTime;
    if (this.#points.length > 0 && (isSettling || arrival < this.#next)) this.#points[this.#points.length - 1] = point;
    else {
      this.#points.push(point);
      this.#next = arrival + this.#spacing;
      if (this.#points.length > mostPoints) this.#thin();
    }
  }

  /** Rounded to what a person would have set up; undefined before about a second of samples has come. */
  get rate(): Hertz | undefined {
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const time = last.arrival - first.arrival;
    if (time < leastTime || last.samples - first.samples < 2) return undefined;
    const tolerance = Math.max(leastTolerance, jitter / time);
    return roundRate(this.#slope(time / 2) * millisecondsPerSecond, Math.min(tolerance, 0.02));
  }

  /** @param apart only moments that lie at least so far apart are compared */
  #slope(apart: Milliseconds): number {
    const slopes: number[] = [];
    for (const [index, one] of this.#points.entries()) {
      for (const other of this.#points.slice(index + 1)) {
        const time = other.arrival - one.arrival;
        if (time >= apart) slopes.push((other.samples - one.samples) / time);
      }
    }
    slopes.sort((one, other) => one - other);
    return slopes[slopes.length >> 1]!;
  }

  #thin(): void {
    this.#spacing *= 2;
    // The first stays, the last is moved on.
    const last = this.#points.length - 1;
    this.#points = this.#points.filter((_, index) => index % 2 === 0 || index === last);
  }
}

/**
 * The roundest number within the tolerance: one digit and zeros, then two digits, then a power of two, then three digits …
 * @param tolerance as a share of the rate
 */
export function roundRate(rate: Hertz, tolerance: number): Hertz {
  const isNear = (candidate: number) => Math.abs(candidate - rate) <= tolerance * rate;
  const powerOfTwo = 2 ** Math.round(Math.log2(rate));
  const digits = (count: number) => Number(rate.toPrecision(count));
  const candidates = [digits(1), digits(2), powerOfTwo, digits(3), digits(4)];
  return candidates.find(isNear) ?? digits(5);
}
