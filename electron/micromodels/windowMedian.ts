/**
 * Median, feature by feature, of the last so many windows: a slow quantity is watched without the jumps of single windows.
 * A short change moves no median before it lasts half of that time.
 */
export class WindowMedian {
  readonly #count: number;
  readonly #ring: Float32Array[] = [];
  /** Shape [features][count]: the last values of each feature, smallest first, once there are so many. */
  #sorted = new Float32Array(0);
  #median = new Float32Array(0);

  /** @param count windows, ≥ 1 */
  constructor(count: number) {
    this.#count = count;
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
      this.#sorted = new Float32Array(values.length * this.#count);
    }
    if (this.#ring.length < this.#count) {
      this.#ring.push(values.slice());
      if (this.#ring.length < this.#count) return null;
      for (let j = 0; j < values.length; j++) this.#sort(j);
    } else {
      // the oldest window's memory serves the newest
      const slot = this.#ring.shift()!;
      this.#ring.push(slot);
      for (let j = 0; j < values.length; j++) {
        const leaving = slot[j]!;
        slot[j] = values[j]!;
        if (!this.#replace(j * this.#count, leaving, slot[j]!)) this.#sort(j);
      }
    }
    const middle = this.#count >> 1;
    for (let j = 0; j < values.length; j++) {
      const at = j * this.#count + middle;
      this.#median[j] = this.#count % 2 === 1 ? this.#sorted[at]! : (this.#sorted[at - 1]! + this.#sorted[at]!) / 2;
    }
    return this.#median;
  }

  reset(): void {
    this.#ring.length = 0;
  }

  /** Sorting 15 values anew each time would cost more than everything else in a judgement. @returns false where NaN has no place */
  #replace(start: number, leaving: number, coming: number): boolean {
    const sorted = this.#sorted;
    const last = start + this.#count - 1;
    let at = start;
    while (at <= last && sorted[at] !== leaving) at++;
    if (at > last || Number.isNaN(coming)) return false;
    for (; at < last && sorted[at + 1]! < coming; at++) sorted[at] = sorted[at + 1]!;
    for (; at > start && sorted[at - 1]! > coming; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = coming;
    return true;
  }

  #sort(feature: number): void {
    const column = this.#sorted.subarray(feature * this.#count, (feature + 1) * this.#count);
    this.#ring.forEach((window, n) => {
      column[n] = window[feature]!;
    });
    column.sort();
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
