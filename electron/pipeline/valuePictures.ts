import type { PointId } from "../domain/plant.ts";
import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { LivePicture } from "./analysisMessages.ts";

/** The eye needs no more of a curve. */
const mostValues = 200;

/** The last values of one watched point, drawn for the eye: a curve, and no spectrum. */
export class ValuePictures {
  readonly #pointId: PointId;
  readonly sampleRate: Hertz;
  readonly #recent: number[] = [];

  constructor(pointId: PointId, sampleRate: Hertz) {
    this.#pointId = pointId;
    this.sampleRate = sampleRate;
  }

  /**
   * @param scaled values in the unit of the point
   * @param end time after the last of them
   * @returns the level is the last value, without its sign
   */
  push(scaled: Float32Array, end: UtcMilliseconds): LivePicture | undefined {
    this.#recent.push(...scaled);
    this.#recent.splice(0, Math.max(0, this.#recent.length - mostValues));
    const last = this.#recent.at(-1);
    if (last === undefined) return undefined;
    return {
      pointId: this.#pointId,
      time: end,
      sampleRate: this.sampleRate,
      rms: Math.abs(last),
      peak: Math.abs(last),
      spectrum: { top: 0, levels: [] },
      waveform: {
        duration: (this.#recent.length / this.sampleRate) * millisecondsPerSecond,
        low: [...this.#recent],
        high: [...this.#recent],
      },
    };
  }
}
