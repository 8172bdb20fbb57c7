import type { ComponentId, PointId } from "../domain/plant.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import type { WindowResult } from "./analysisMessages.ts";
import type { PointWindow } from "./pointAnalysis.ts";

/** A value holds for this many of its intervals: one or two may be lost on the way; what is older is not known any more. */
const valuesHold = 3;
/** Values whose intervals differ by no more than this come equally often. */
const equallyOften = 1.5;

/**
 * Puts the windows of a component's points together, because its micromodel looks at all of them at once.
 * Points on different devices are cut at different moments: windows that begin within one window of each other belong together.
 * Values follow the waveforms, or where there are none the values that come most often: they contribute the last one that still holds.
 */
export class ComponentJoin {
  readonly #componentId: ComponentId;
  /** In this order the values stand one after the other. */
  readonly pointIds: readonly PointId[];
  readonly #values: ReadonlySet<PointId>;
  readonly #waiting = new Map<PointId, PointWindow>();
  /** Of those that follow. */
  readonly #last = new Map<PointId, PointWindow>();
  /** Of values, where there is nothing else. */
  readonly #durations = new Map<PointId, Seconds>();

  /** @param values those of the points that deliver values instead of a waveform */
  constructor(componentId: ComponentId, pointIds: readonly PointId[], values: ReadonlySet<PointId> = new Set()) {
    this.#componentId = componentId;
    this.pointIds = pointIds;
    this.#values = new Set(pointIds.filter((id) => values.has(id)));
  }

  isOf(pointIds: readonly PointId[], values: ReadonlySet<PointId>): boolean {
    return `${pointIds}` === `${this.pointIds}` && pointIds.every((id) => values.has(id) === this.#values.has(id));
  }

  get hasWaveforms(): boolean {
    return this.pointIds.some((id) => !this.#values.has(id));
  }

  /** The joined window once every point has one; a window that found no partner is left behind when its next one comes. */
  add(pointId: PointId, window: PointWindow, recipe: string): WindowResult | undefined {
    if (this.#follows(pointId, window)) {
      this.#last.set(pointId, window);
      return undefined;
    }
    this.#waiting.set(pointId, window);
    for (const [other, waiting] of this.#waiting) {
      if (window.time - waiting.time >= window.duration * millisecondsPerSecond) this.#waiting.delete(other);
    }
    const windows = this.pointIds.map((id) => this.#waiting.get(id) ?? this.#last.get(id));
    if (!windows.every((each) => each !== undefined)) return undefined;
    const leading = windows.filter((each) => !this.#isLast(each));
    this.#waiting.clear();
    const time = Math.max(...leading.map((each) => each.time));
    const duration = Math.max(...leading.map((each) => each.duration));
    const end = time + duration * millisecondsPerSecond;
    const vectors = windows.map((each) => (this.#isLast(each) && !holds(each, end) ? null : each.vector));
    const samples = windows.map((each) => each.samples);
    const hasExcerpt = this.hasWaveforms && samples.every((each) => each !== undefined);
    return {
      componentId: this.#componentId,
      recipe,
      time,
      duration,
      values: vectors.every((vector) => vector !== null) ? concatenate(vectors.map((vector) => vector.values)) : null,
      ...this.#joinSpecial(windows),
      spectra: windows.flatMap(({ spectrum }, index) =>
        spectrum === undefined ? [] : [{ pointId: this.pointIds[index]!, spectrum }],
      ),
      ...(hasExcerpt && { excerpt: samples }),
    };
  }

  #follows(pointId: PointId, { duration }: PointWindow): boolean {
    if (!this.#values.has(pointId)) return false;
    if (this.hasWaveforms) return true;
    this.#durations.set(pointId, duration);
    const longest = equallyOften * Math.min(...this.#durations.values());
    // one that led until a faster one came follows from now on
    for (const [id, waiting] of this.#waiting) {
      if (waiting.duration <= longest) continue;
      this.#waiting.delete(id);
      this.#last.set(id, waiting);
    }
    return duration > longest;
  }

  #isLast(window: PointWindow): boolean {
    for (const last of this.#last.values()) if (last === window) return true;
    return false;
  }

  /** Nothing while some windows are of before their recipe was asked for. A value is the same by every recipe. */
  #joinSpecial(windows: readonly PointWindow[]): Pick<WindowResult, "special"> {
    const recipe = windows.find((_, index) => !this.#values.has(this.pointIds[index]!))?.special?.recipe;
    if (recipe === undefined) return {};
    const parts = windows.map(({ special, vector }, index) =>
      this.#values.has(this.pointIds[index]!) ? { recipe, values: vector?.values ?? null } : special,
    );
    if (!parts.every((part) => part?.recipe === recipe)) return {};
    const values = parts.map((part) => part!.values);
    return { special: { recipe, values: values.every((each) => each !== null) ? concatenate(values) : null } };
  }
}

function holds({ time, duration }: PointWindow, now: UtcMilliseconds): boolean {
  return now <= time + (1 + valuesHold) * duration * millisecondsPerSecond;
}

function concatenate(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
