import type { Learning } from "../../contract/componentsContract.ts";
import { Fault } from "../../domain/fault.ts";
import type { ComponentId } from "../../domain/plant.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { LearningRunTable, RunWish } from "../../store/learningRunTable.ts";
import { describeRun, isActive, newRun, type Run } from "./run.ts";
import type { RunFailure } from "./runFailure.ts";

export interface RunBoardOptions {
  readonly runs: Pick<LearningRunTable, "remove">;
  /** Progress; `modelChanged` when there is another model or session now. */
  readonly changed: (modelChanged: boolean) => void;
  readonly trouble: (thrown: unknown) => void;
}

/** A component that comes to its end keeps its result this long on the pages. */
const shownAfterwards: Milliseconds = 60_000;

/** Which components learn, and what became of those that did a moment ago. At most one run a component. */
export class RunBoard implements Disposable {
  readonly #options: RunBoardOptions;
  readonly #runs = new Map<ComponentId, Run>();
  #count = 0;

  constructor(options: RunBoardOptions) {
    this.#options = options;
  }

  /** @throws Fault CONFLICT while it learns already */
  begin(componentId: ComponentId, wish: RunWish): Run {
    if (this.active(componentId) !== undefined)
      throw new Fault("CONFLICT", "This component is learning already.", { details: { componentId } });
    return this.put(newRun(componentId, wish, this.#count + 1));
  }

  /** Takes the place of what became of an earlier run. */
  put(run: Run): Run {
    clearTimeout(this.#runs.get(run.componentId)?.shown);
    this.#count = Math.max(this.#count, run.number);
    this.#runs.set(run.componentId, run);
    return run;
  }

  active(componentId: ComponentId): Run | undefined {
    const run = this.#runs.get(componentId);
    return run !== undefined && isActive(run) ? run : undefined;
  }

  /** Those that are under way. */
  allActive(): readonly Run[] {
    return [...this.#runs.values()].filter(isActive);
  }

  describe(): readonly Learning[] {
    return [...this.#runs.values()].map(describeRun);
  }

  changed(): void {
    this.#options.changed(false);
  }

  /** Its result stays on the pages for a while. */
  finish(run: Run, state: "done" | "cancelled" | RunFailure): void {
    run.failed = typeof state === "string" ? undefined : state;
    run.state = typeof state === "string" ? state : "failed";
    run.collection = undefined;
    run.heldBy = undefined;
    clearTimeout(run.patience);
    try {
      this.#options.runs.remove(run.componentId);
    } catch (thrown) {
      this.#options.trouble(thrown);
    }
    run.shown = setTimeout(() => {
      if (this.#runs.get(run.componentId) === run) this.#runs.delete(run.componentId);
      this.changed();
    }, shownAfterwards);
    run.shown.unref();
    this.#options.changed(state === "done");
  }

  forget(componentId: ComponentId): void {
    const run = this.#runs.get(componentId);
    clearTimeout(run?.patience);
    clearTimeout(run?.shown);
    this.#runs.delete(componentId);
  }

  [Symbol.dispose](): void {
    for (const componentId of [...this.#runs.keys()]) this.forget(componentId);
  }
}
