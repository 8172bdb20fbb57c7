/**
 * Median, feature by feature, of the last so many windows: a slow quantity is watched without the jumps of single windows.
 * A short change moves no median before it lasts half of that time.
 */
export class WindowMedian {
  readonly #ring: Float32Array[] = [];
  readonly #count: number;
  readonly #column: Float32Array;
  #median = new Float32Array(0);

  /** @param count windows, ≥ 1 */
  constructor(count: number) {
    this.#count = count;
    this.#column = new Float32Array(count);
  }

  /**
   * @param values shape [features], copied
   * @returns shape [features], overwritten by the next call; null until so many windows have come, and after another number of features
   */
  push(values: Float32Array): Float32Array | null {
    if (this.#count === 1) return values;
    if (this.#median.length !== values.length) {
      this.reset();
      this.#median = new Float32Array(values.length);
    }
    // the oldest window's memory serves the newest
    const slot = this.#ring.length < this.#count ? new Float32Array(values.length) : this.#ring.shift()!;
    slot.set(values);
    this.#ring.push(slot);
    if (this.#ring.length < this.#count) return null;
    const middle = this.#count >> 1;
    for (let j = 0; j < values.length; j++) {
      this.#ring.forEach((window, n) => {
        this.#column[n] = window[j]!;
      });
      this.#column.sort();
      const upper = this.#column[middle]!;
      this.#median[j] = this.#count % 2 === 1 ? upper : (this.#column[middle - 1]! + upper) / 2;
    }
    return this.#median;
  }

  reset(): void {
    this.#ring.length = 0;
  }
}

/** The windows of a session as a member with this smoothing sees them; a copy each, `count − 1` fewer than came in. */
export function medianWindows(windows: readonly Float32Array[], count: number): Float32Array[] {
  const median = new WindowMedian(count);
  return windows.flatMap((window) => {
    const seen = median.push(window);
    return seen === null ? [] : [seen === window ? window : seen.slice()];
  });
}
