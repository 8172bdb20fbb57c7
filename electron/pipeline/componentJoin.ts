import type { ComponentId, PointId } from "../domain/plant.ts";
import { millisecondsPerSecond } from "../domain/units.ts";
import type { WindowResult } from "./analysisMessages.ts";
import { type PointWindow, windowSeconds } from "./pointAnalysis.ts";

/**
 * Puts the windows of a component's points together, because its micromodel looks at all of them at once.
 * Points on different devices are cut at different moments: windows that begin within one window of each other belong together.
 */
export class ComponentJoin {
  readonly #componentId: ComponentId;
  /** In this order the values stand one after the other. */
  readonly pointIds: readonly PointId[];
  readonly #waiting = new Map<PointId, PointWindow>();

  constructor(componentId: ComponentId, pointIds: readonly PointId[]) {
    this.#componentId = componentId;
    this.pointIds = pointIds;
  }

  /** The joined window once every point has one; a window that found no partner is left behind when its next one comes. */
  add(pointId: PointId, window: PointWindow, recipe: string): WindowResult | undefined {
    this.#waiting.set(pointId, window);
    for (const [other, waiting] of this.#waiting) {
      if (window.time - waiting.time >= windowSeconds * millisecondsPerSecond) this.#waiting.delete(other);
    }
    const windows = this.pointIds.map((id) => this.#waiting.get(id));
    if (!windows.every((each) => each !== undefined)) return undefined;
    this.#waiting.clear();
    const vectors = windows.map((each) => each.vector);
    const samples = windows.map((each) => each.samples);
    return {
      componentId: this.#componentId,
      recipe,
      time: Math.max(...windows.map((each) => each.time)),
      duration: windowSeconds,
      values: vectors.every((vector) => vector !== null) ? concatenate(vectors.map((vector) => vector.values)) : null,
      ...joinSpecial(windows),
      spectra: windows.map((each, index) => ({ pointId: this.pointIds[index]!, spectrum: each.spectrum })),
      ...(samples.every((each) => each !== undefined) && { excerpt: samples }),
    };
  }
}

/** Nothing while some windows are of before their recipe was asked for. */
function joinSpecial(windows: readonly PointWindow[]): Pick<WindowResult, "special"> {
  const recipe = windows[0]?.special?.recipe;
  const parts = windows.map(({ special }) => special);
  if (recipe === undefined || !parts.every((part) => part?.recipe === recipe)) return {};
  const values = parts.map((part) => part!.values);
  return { special: { recipe, values: values.every((each) => each !== null) ? concatenate(values) : null } };
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
