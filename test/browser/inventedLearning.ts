import { type Learning, trainingStages } from "../../electron/contract/componentsContract.ts";
import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import type { InventedPlant } from "./inventedPlant.ts";

/** However long somebody wants it to listen: nobody waits for it here. Counted in pictures, so that a busy computer skips none. */
const collectPictures = 3;
/** One picture a stage, and two of the one that takes longest. */
const stages = trainingStages.flatMap((stage) => (stage === "trying kinds" ? [stage, stage] : [stage]));

interface Wish {
  readonly by: string;
  readonly startOver?: boolean | undefined;
  readonly tag?: OperatingTag | undefined;
  readonly kind?: string | undefined;
}

/** Learning as the page sees it: some seconds of listening, the stages of training, then a model that serves or waits. */
export class InventedLearning {
  readonly #invented: InventedPlant;
  readonly #runs = new Map<string, { pictures: number; readonly seconds: number; readonly wish: Wish }>();

  constructor(invented: InventedPlant) {
    this.#invented = invented;
  }

  start(componentId: string, seconds: number, wish: Wish): void {
    this.#runs.set(componentId, { pictures: 0, seconds, wish });
    this.#keep({ componentId, state: "collecting", progress: 0.02, remaining: seconds });
    this.#health(componentId, "learning");
  }

  /** From what is kept: nothing is listened to. */
  train(componentId: string, wish: Wish): void {
    this.#runs.set(componentId, { pictures: collectPictures, seconds: 0, wish });
    this.#keep({ componentId, state: "training", progress: 1, remaining: 0, stage: "waiting", trained: 0 });
  }

  stop(componentId: string): Learning {
    this.#runs.delete(componentId);
    return this.#keep({ componentId, state: "cancelled", progress: 0, remaining: 0 });
  }

  /** Once for every picture of the station. */
  advance(now = Date.now()): void {
    for (const [componentId, run] of this.#runs) {
      run.pictures += 1;
      const { pictures, seconds, wish } = run;
      const stage = stages[pictures - collectPictures];
      if (pictures < collectPictures) {
        const progress = pictures / collectPictures;
        this.#keep({ componentId, state: "collecting", progress, remaining: Math.round(seconds * (1 - progress)) });
      } else if (stage !== undefined) {
        const trained = (pictures - collectPictures) / stages.length;
        this.#keep({ componentId, state: "training", progress: 1, remaining: 0, stage, trained });
      } else this.#finish(componentId, seconds, wish, now);
    }
  }

  #finish(componentId: string, seconds: number, wish: Wish, now: number): void {
    const { models } = this.#invented;
    this.#runs.delete(componentId);
    if (seconds > 0) {
      const session = { from: now - seconds * 1000, to: now, windows: seconds, tag: wish.tag, heldOutLevel: 0.5 };
      models.hear(componentId, session, wish.startOver ?? false);
    }
    const { serves } = models.train(componentId, wish.by, { kind: wish.kind });
    const judged = serves || (models.dossier(componentId)?.version.inService ?? false);
    this.#health(componentId, judged ? "as usual" : "not judged");
    this.#keep({ componentId, state: "done", progress: 1, remaining: 0, trained: 1, waits: !serves });
    this.#invented.modelsInService += serves ? 1 : 0;
    this.#invented.revision.models += 1;
  }

  #keep(learning: Learning): Learning {
    const others = this.#invented.learning.filter(({ componentId }) => componentId !== learning.componentId);
    this.#invented.learning = [...others, learning];
    if (learning.state === "collecting") this.#health(learning.componentId, "learning", learning.progress);
    return learning;
  }

  #health(componentId: string, state: "learning" | "as usual" | "not judged", progress?: number): void {
    this.#invented.health = this.#invented.health.map((entry) =>
      entry.componentId === componentId
        ? {
            componentId,
            state,
            since: state === entry.state ? entry.since : Date.now(),
            ...(state === "learning" ? { progress } : {}),
            ...(state === "not judged" ? { reason: "no model" as const } : {}),
          }
        : entry,
    );
  }
}
