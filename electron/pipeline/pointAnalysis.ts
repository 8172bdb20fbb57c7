import type { DisplaySpectrum } from "../domain/alert.ts";
import type { FeatureVector } from "../domain/assessment.ts";
import type { Point } from "../domain/plant.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import { displaySpectrum } from "../features/displaySpectrum.ts";
import type { Recipe, RecipeRun } from "../features/recipe.ts";
import { WindowCutter } from "../features/windowCutter.ts";

/** Every window is one second: long enough for slow shafts, short enough to alert within seconds. */
export const windowSeconds: Seconds = 1;

export interface PointWindow {
  readonly time: UtcMilliseconds;
  /** null when the window could not be computed (silence, broken samples). */
  readonly vector: FeatureVector | null;
  readonly spectrum: DisplaySpectrum;
}

/** Turns the samples of one point into one-second feature vectors. A gap starts a new window: features never bridge it. */
export class PointAnalysis {
  readonly point: Point;
  readonly #run: RecipeRun;
  readonly #recipe: string;
  readonly #cutter: WindowCutter;
  readonly #sampleRate: Hertz;

  constructor(point: Point, recipe: Recipe, sampleRate: Hertz) {
    this.point = point;
    this.#sampleRate = sampleRate;
    this.#recipe = recipe.id;
    this.#run = recipe.prepare(sampleRate);
    this.#cutter = new WindowCutter(Math.round(sampleRate * windowSeconds));
  }

  get sampleRate(): Hertz {
    return this.#sampleRate;
  }

  /**
   * @param samples in device units; scaled to the unit of the point here
   * @param time of the first sample
   * @returns the windows that became complete
   */
  push(samples: Float32Array, time: UtcMilliseconds, lostBefore: number): PointWindow[] {
    if (lostBefore > 0) this.#cutter.reset();
    const scale = 1 / this.point.sensitivity;
    const scaled = scale === 1 ? samples : samples.map((sample) => sample * scale);
    let start = time - (this.#cutter.held / this.#sampleRate) * millisecondsPerSecond;
    const windows: PointWindow[] = [];
    for (const window of this.#cutter.push(scaled)) {
      windows.push(this.#analyse(window, start));
      start += windowSeconds * millisecondsPerSecond;
    }
    return windows;
  }

  #analyse(window: Float32Array, time: UtcMilliseconds): PointWindow {
    const values = this.#run.compute(window);
    return {
      time,
      vector: values && {
        pointId: this.point.id,
        time,
        duration: windowSeconds,
        sampleRate: this.#sampleRate,
        recipe: this.#recipe,
        values,
      },
      spectrum: displaySpectrum(window, this.#sampleRate),
    };
  }
}
