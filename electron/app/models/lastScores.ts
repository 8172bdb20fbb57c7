import type { ComponentId } from "../../domain/plant.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";

/** A scored window as far as it can be explained. */
export interface LastScore {
  /** End of the window. */
  readonly time: UtcMilliseconds;
  readonly value: number;
  readonly threshold: number;
  readonly modelVersion: number;
  /** Shape [features]. */
  readonly features: Float32Array;
}

/** The last scored window of every component, its features and its score together. */
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
  #take({ componentId, time, duration, score, values }: WindowResult): void {
    if (score === undefined || values === null) {
      this.#last.delete(componentId);
      return;
    }
    const { value, threshold, modelVersion } = score;
    const end = time + duration * millisecondsPerSecond;
    this.#last.set(componentId, { time: end, value, threshold, modelVersion, features: values });
  }
}
