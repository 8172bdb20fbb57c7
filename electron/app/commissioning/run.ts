import type { Learning } from "../../contract/componentsContract.ts";
import type { ComponentId } from "../../domain/plant.ts";
import type { TrainingStage } from "../../domain/trainingStage.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { RunWish } from "../../store/learningRunTable.ts";
import type { Collection } from "./collection.ts";
import type { RunFailure } from "./runFailure.ts";

/** One component on its way to a model, from the wish to what became of it. */
export interface Run {
  readonly componentId: ComponentId;
  readonly wish: RunWish;
  /** Trainings go in this order. */
  readonly number: number;
  state: Learning["state"];
  /** While healthy time is collected. */
  collection: Collection | undefined;
  stage: TrainingStage | undefined;
  /** 0…1 of the training. */
  trained: number;
  waits: boolean;
  heldBy: Learning["heldBy"];
  failed: RunFailure | undefined;
  /** When what was collected was last written. */
  writtenAt: UtcMilliseconds;
  /** Ends the run when nothing comes to be collected. */
  patience: NodeJS.Timeout | undefined;
  /** Takes its result off the pages. */
  shown: NodeJS.Timeout | undefined;
}

export function newRun(componentId: ComponentId, wish: RunWish, number: number): Run {
  return {
    componentId,
    wish,
    number,
    state: wish.task === "learn" ? "collecting" : "training",
    collection: undefined,
    stage: undefined,
    trained: 0,
    waits: false,
    heldBy: undefined,
    failed: undefined,
    writtenAt: 0,
    patience: undefined,
    shown: undefined,
  };
}

export function isActive({ state }: Run): boolean {
  return state === "collecting" || state === "training";
}

/** As the pages see it. */
export function describeRun({ componentId, wish, state, collection, ...run }: Run): Learning {
  const asked = wish.task === "learn" ? wish.duration : 0;
  const collected = collection?.collected ?? 0;
  const collects = state === "collecting";
  return {
    componentId,
    state,
    progress: collects && asked > 0 ? Math.min(1, collected / asked) : 1,
    remaining: collects ? Math.max(0, asked - collected) / millisecondsPerSecond : 0,
    ...(state === "training" && { stage: run.stage, trained: run.trained }),
    ...(run.waits && { waits: true }),
    ...(collects && run.heldBy && { heldBy: run.heldBy }),
    ...run.failed,
  };
}
