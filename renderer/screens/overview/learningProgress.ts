import type { Learning } from "../../../electron/contract/componentsContract.ts";
import type { Seconds } from "../../../electron/domain/units.ts";

export interface LearningProgress {
  readonly done: number;
  readonly all: number;
  /** 0…1 over all components. */
  readonly share: number;
  /** Until the last one is done. */
  readonly remaining: Seconds;
}

const busy: ReadonlySet<Learning["state"]> = new Set(["collecting", "training"]);

/** How far the components that learn together are; undefined when none learns. What failed or was stopped is not waited for. */
export function learningProgress(learning: readonly Learning[]): LearningProgress | undefined {
  const running = learning.filter(({ state }) => busy.has(state));
  if (running.length === 0) return undefined;
  const done = learning.filter(({ state }) => state === "done").length;
  const all = running.length + done;
  return {
    done,
    all,
    share: (running.reduce((sum, { progress }) => sum + progress, 0) + done) / all,
    remaining: Math.max(...running.map(({ remaining }) => remaining)),
  };
}
