import type { ComponentId } from "../../domain/plant.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { kinds } from "../../micromodels/kinds.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";

/** A scored window as far as it can be explained. */
export interface LastScore {
  /** End of the window. */
  readonly time: UtcMilliseconds;
  readonly value: number;
  readonly threshold: number;
  readonly modelVersion: number;
  /** The machine stood still. */
  readonly off: boolean;
  /** The last ones without a gap, oldest first, as many as any model looks back at: shape [windows][features], of the recipe of the model. */
  readonly windows: readonly Float32Array[];
}

const longestLook = Math.max(...kinds.map(({ smoothing }) => smoothing));

/** The last scored window of every component, its score and what it was judged by together. */
export class LastScores implements Disposable {
  readonly #last = new Map<ComponentId, LastScore>();
  readonly #stop: () => void;

  constructor(pipeline: Pick<Pipeline, "onWindow">) {
    this.#stop = pipeline.onWindow((window) => this.#take(window));
  }

  of(componentId: ComponentId): LastScore | undefined {
    return this.#last.get(componentId);
  }

  forget(componentId: ComponentId): void {
    this.#last.delete(componentId);
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  /** A window without a score says that what came before is not how it sounds now. */
  #take({ componentId, time, duration, score, ...window }: WindowResult): void {
    const { values } = window.special ?? window;
    if (score === undefined || values === null) {
      this.#last.delete(componentId);
      return;
    }
    const { value, threshold, modelVersion } = score;
    const length = duration * millisecondsPerSecond;
    const before = this.#last.get(componentId);
    // as for the judge: after a gap, a standstill, or with another model the stretch begins anew
    const goesOn = before?.modelVersion === modelVersion && time - before.time < length;
    const off = score.notJudged === "machine off";
    const earlier = goesOn && !off && !before.off ? before.windows : [];
    const windows = [...earlier, values].slice(-longestLook);
    this.#last.set(componentId, { time: time + length, value, threshold, modelVersion, off, windows });
  }
}
