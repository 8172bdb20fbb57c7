import type { Learning } from "../../../electron/contract/componentsContract.ts";
import type { Seconds } from "../../../electron/domain/units.ts";

export interface LearningProgress {
  readonly done: number;
  readonly all: number;
  /** 0…1 over all components that learn together: listening counts for most of it, the working out for the rest. */
  readonly share: number;
  /** Of listening; 0 once all have heard enough. */
  readonly remaining: Seconds;
  /** The one being worked out at this moment, when nobody listens any more. */
  readonly training: Learning | undefined;
}

/** Listening takes minutes and working out seconds: so much of the bar is for the listening. */
const listening = 0.8;

function shareOf({ state, progress, trained }: Learning): number {
  return state === "done" ? 1 : progress * listening + (trained ?? 0) * (1 - listening);
}

/** How far the learning is as a whole; undefined when nobody learns. */
export function learningProgress(learning: readonly Learning[]): LearningProgress | undefined {
  const running = learning.filter(({ state }) => state === "collecting" || state === "training");
  if (running.length === 0) return undefined;
  const done = learning.filter(({ state }) => state === "done").length;
  const all = running.length + done;
  const collecting = running.some(({ state }) => state === "collecting");
  const active = running.find(({ state, stage }) => state === "training" && stage !== undefined && stage !== "waiting");
  return {
    done,
    all,
    share: (done + running.reduce((sum, entry) => sum + shareOf(entry), 0)) / all,
    remaining: Math.max(...running.map(({ remaining }) => remaining)),
    training: collecting ? undefined : (active ?? running[0]),
  };
}
