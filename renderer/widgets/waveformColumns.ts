import type { Seconds } from "../../electron/domain/units.ts";

/** Smallest and largest sample of each of equal steps; `seconds` is the whole stretch. */
export interface WaveformShape {
  readonly seconds: Seconds;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The columns of a waveform plot: made once, and written again for every picture. */
export class WaveformColumns {
  #times = new Float64Array(0);
  #low = new Float64Array(0);
  #high = new Float64Array(0);
  #seconds: Seconds = 0;

  get seconds(): Seconds {
    return this.#seconds;
  }

  get step(): Seconds {
    return this.#seconds / Math.max(1, this.#times.length);
  }

  /** Times of the middles, smallest and largest samples. */
  get data(): readonly [Float64Array, Float64Array, Float64Array] {
    return [this.#times, this.#low, this.#high];
  }

  take(seconds: Seconds, low: readonly number[], high: readonly number[]): void {
    const count = low.length;
    if (count !== this.#times.length || seconds !== this.#seconds) {
      this.#seconds = seconds;
      this.#low = new Float64Array(count);
      this.#high = new Float64Array(count);
      this.#times = Float64Array.from({ length: count }, (_, index) => ((index + 0.5) * seconds) / count);
    }
    for (let index = 0; index < count; index += 1) {
      this.#low[index] = low[index]!;
      this.#high[index] = high[index]!;
    }
  }

  /** The step in which a moment lies, within the picture. */
  at(time: Seconds): number {
    return Math.max(0, Math.min(this.#times.length - 1, Math.floor(time / (this.step || 1))));
  }

  middle(index: number): Seconds {
    return this.#times[index] ?? 0;
  }

  /** @returns undefined before the first picture */
  read(time: Seconds): { readonly time: Seconds; readonly low: number; readonly high: number } | undefined {
    const index = this.at(time);
    if (this.#times.length === 0) return undefined;
    return { time: this.#times[index]!, low: this.#low[index]!, high: this.#high[index]! };
  }

  /** When the largest swing between two moments happens. */
  strongest(from: Seconds, to: Seconds): Seconds {
    let best = this.at(from);
    const swing = (index: number) => Math.max(Math.abs(this.#low[index] ?? 0), Math.abs(this.#high[index] ?? 0));
    for (let index = best; index <= this.at(to); index += 1) if (swing(index) > swing(best)) best = index;
    return this.middle(best);
  }
}
