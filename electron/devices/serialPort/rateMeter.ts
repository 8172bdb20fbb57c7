import { type Hertz, type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";

const leastTime: Milliseconds = 900;
/** Arrival jitters by what drivers and adapters hold back. */
const jitter: Milliseconds = 20;
const leastTolerance = 0.004;

/** How many samples a second arrive. Those of the first arrival are not counted: nobody knows since when they had waited. */
export class RateMeter {
  #first: UtcMilliseconds | undefined;
  #last: UtcMilliseconds = 0;
  #samples = 0;

  add(count: number, arrival: UtcMilliseconds): void {
    if (this.#first === undefined) this.#first = arrival;
    else if (arrival > this.#first) this.#samples += count;
    this.#last = arrival;
  }

  /** Rounded to what a person would have set up; undefined before about a second of samples has come. */
  get rate(): Hertz | undefined {
    const time = this.#first === undefined ? 0 : this.#last - this.#first;
    if (time < leastTime || this.#samples < 2) return undefined;
    const tolerance = Math.max(leastTolerance, jitter / time);
    return roundRate((this.#samples / time) * millisecondsPerSecond, Math.min(tolerance, 0.02));
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
