import type { DisplaySpectrum } from "../domain/alert.ts";
import type { FeatureVector } from "../domain/assessment.ts";
import { type Hertz, millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import { displaySpectrum } from "../features/displaySpectrum.ts";
import type { Recipe, RecipeRun } from "../features/recipe.ts";
import type { PlannedPoint, SpecialValues } from "./analysisMessages.ts";

/** Every window is one second: long enough for slow shafts, short enough to alert within seconds. */
export const windowSeconds: Seconds = 1;

export interface PointWindow {
  readonly time: UtcMilliseconds;
  readonly duration: Seconds;
  /** null when the window could not be computed (silence, broken samples). */
  readonly vector: FeatureVector | null;
  /** The same window by another recipe, while one is computed besides. */
  readonly special?: SpecialValues | undefined;
  /** Missing for values: they have none. */
  readonly spectrum?: DisplaySpectrum | undefined;
  /** Shape [samples], in the unit of the point: a copy, only while `keepsSamples`. */
  readonly samples?: Float32Array<ArrayBuffer> | undefined;
}

/**
 * Turns the samples of one point into one-second feature vectors. A gap starts a new window: features never bridge it.
 * The first window begins with the first sample. When the point has a phase, the second one reaches back into the first, so that
 * from then on its windows begin at that phase: no sample is left out, and not all points have a window to analyse at once.
 */
export class PointAnalysis {
  readonly point: PlannedPoint;
  readonly sampleRate: Hertz;
  /** Whether its windows come with their samples. */
  keepsSamples = false;
  readonly #run: RecipeRun;
  readonly #recipe: string;
  #special: { readonly recipe: string; readonly run: RecipeRun } | undefined;
  /** The window that is being filled, in the unit of the point. */
  readonly #window: Float32Array<ArrayBuffer>;
  #filled = 0;
  #inPhase: boolean;

  /** @throws Fault BAD_INPUT for a sample rate that the recipe cannot serve */
  constructor(point: PlannedPoint, recipe: Recipe, sampleRate: Hertz) {
    this.point = point;
    this.sampleRate = sampleRate;
    this.#recipe = recipe.id;
    this.#run = recipe.prepare(sampleRate);
    this.#window = new Float32Array(Math.round(sampleRate * windowSeconds));
    this.#inPhase = point.phase === undefined;
  }

  /**
   * Whole windows are computed by this recipe as well from now on; undefined: by the usual one alone.
   * @throws Fault BAD_INPUT when it cannot serve the sample rate
   */
  alsoBy(recipe: Recipe | undefined): void {
    if (recipe?.id === this.#special?.recipe) return;
    this.#special = recipe && { recipe: recipe.id, run: recipe.prepare(this.sampleRate) };
  }

  /** What comes next does not follow on. */
  reset(): void {
    this.#filled = 0;
    this.#inPhase = this.point.phase === undefined;
  }

  /**
   * @param samples in device units; scaled to the unit of the point here
   * @param time of the first sample
   * @returns the windows that became complete
   */
  push(samples: Float32Array, time: UtcMilliseconds, lostBefore: number): PointWindow[] {
    if (lostBefore > 0) this.reset();
    const windows: PointWindow[] = [];
    const length = this.#window.length;
    for (let taken = 0; taken < samples.length; ) {
      const count = Math.min(length - this.#filled, samples.length - taken);
      this.#fill(samples, taken, count);
      taken += count;
      if (this.#filled < length) break;
      const start = time + ((taken - length) / this.sampleRate) * millisecondsPerSecond;
      windows.push(this.#analyse(start));
      const kept = this.#inPhase ? 0 : this.#overlap(start);
      this.#inPhase = true;
      this.#window.copyWithin(0, length - kept);
      this.#filled = kept;
    }
    return windows;
  }

  #fill(samples: Float32Array, from: number, count: number): void {
    const window = this.#window;
    const offset = this.#filled - from;
    const scale = 1 / this.point.sensitivity;
    for (let index = from; index < from + count; index++) window[offset + index] = samples[index]! * scale;
    this.#filled += count;
  }

  /** How many samples of a window that began at `start` belong to the next one as well, so that that one begins in phase. */
  #overlap(start: UtcMilliseconds): number {
    const late = start / millisecondsPerSecond - this.point.phase!;
    const share = (((late % windowSeconds) + windowSeconds) % windowSeconds) / windowSeconds;
    return Math.round(share * this.#window.length) % this.#window.length;
  }

  #analyse(time: UtcMilliseconds): PointWindow {
    const values = this.#run.compute(this.#window);
    const special = this.#special && { recipe: this.#special.recipe, values: this.#special.run.compute(this.#window) };
    return {
      time,
      duration: windowSeconds,
      vector: values && {
        pointId: this.point.id,
        time,
        duration: windowSeconds,
        sampleRate: this.sampleRate,
        recipe: this.#recipe,
        values,
      },
      spectrum: displaySpectrum(this.#window, this.sampleRate, this.point.response),
      ...(special && { special }),
      ...(this.keepsSamples && { samples: this.#window.slice() }),
    };
  }
}
