import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { valueFeatures, valueRecipe } from "../features/valueRecipe.ts";
import type { PlannedPoint } from "./analysisMessages.ts";
import { valuesOfWindow } from "./componentWindow.ts";
import type { PointWindow } from "./pointAnalysis.ts";

/**
 * Turns the values of one point into windows: each value is one, as long as the interval between values, and at least a second.
 * A value says how it was until it came: its window ends with it.
 */
export class ValueAnalysis {
  readonly point: PlannedPoint;
  readonly sampleRate: Hertz;
  /** As for a waveform; of a value it is the value. */
  keepsSamples = false;
  /** The window that is being filled, in the unit of the point. */
  readonly #window: Float32Array<ArrayBuffer>;
  #filled = 0;

  constructor(point: PlannedPoint, sampleRate: Hertz) {
    this.point = point;
    this.sampleRate = sampleRate;
    this.#window = new Float32Array(valuesOfWindow(sampleRate));
  }

  /** Values have no other recipe. */
  alsoBy(): void {}

  /** What comes next does not follow on. */
  reset(): void {
    this.#filled = 0;
  }

  /**
   * @param values in device units; scaled to the unit of the point here
   * @param time of the first of them
   * @returns the windows that became complete
   */
  push(values: Float32Array, time: UtcMilliseconds, lostBefore: number): PointWindow[] {
    if (lostBefore > 0) this.reset();
    const windows: PointWindow[] = [];
    for (const [index, value] of values.entries()) {
      this.#window[this.#filled++] = value / this.point.sensitivity;
      if (this.#filled < this.#window.length) continue;
      this.#filled = 0;
      windows.push(this.#analyse(time + (index / this.sampleRate) * millisecondsPerSecond));
    }
    return windows;
  }

  #analyse(end: UtcMilliseconds): PointWindow {
    const { point, sampleRate } = this;
    const duration = this.#window.length / sampleRate;
    const time = end - duration * millisecondsPerSecond;
    const values = valueFeatures(point.quantity, this.#window);
    return {
      time,
      duration,
      vector: values && { pointId: point.id, time, duration, sampleRate, recipe: valueRecipe, values },
      ...(this.keepsSamples && { samples: this.#window.slice() }),
    };
  }
}
