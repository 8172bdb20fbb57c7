import { type Learning, trainingStages } from "../../electron/contract/componentsContract.ts";
import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import type { InventedPlant } from "./inventedPlant.ts";

/** However long somebody wants it to listen: nobody waits for it here. */
const collectMilliseconds = 3000;
const stageMilliseconds = 900;

interface Wish {
  readonly by: string;
  readonly startOver?: boolean | undefined;
  readonly tag?: OperatingTag | undefined;
  readonly kind?: string | undefined;
}

/** Learning as the page sees it: some seconds of listening, the stages of training, then a model that serves or waits. */
export class InventedLearning {
  readonly #invented: InventedPlant;
  readonly #runs = new Map<string, { readonly begun: number; readonly seconds: number; readonly wish: Wish }>();

  constructor(invented: InventedPlant) {
    this.#invented = invented;
  }

  start(componentId: string, seconds: number, wish: Wish): void {
    this.#runs.set(componentId, { begun: Date.now(), seconds, wish });
    this.#keep({ componentId, state: "collecting", progress: 0.02, remaining: seconds });
    this.#health(componentId, "learning");
  }

  /** From what is kept: nothing is listened to. */
  train(componentId: string, wish: Wish): void {
    this.#runs.set(componentId, { begun: Date.now() - collectMilliseconds, seconds: 0, wish });
    this.#keep({ componentId, state: "training", progress: 1, remaining: 0, stage: "waiting", trained: 0 });
  }

  stop(componentId: string): Learning {
    this.#runs.delete(componentId);
    return this.#keep({ componentId, state: "cancelled", progress: 0, remaining: 0 });
  }

  /** Once for every picture of the station. */
  advance(now = Date.now()): void {
    for (const [componentId, { begun, seconds, wish }] of this.#runs) {
      const elapsed = now - begun;
      const stage = Math.floor((elapsed - collectMilliseconds) / stageMilliseconds);
      if (elapsed < collectMilliseconds) {
        const progress = Math.max(0.02, elapsed / collectMilliseconds);
        this.#keep({ componentId, state: "collecting", progress, remaining: Math.round(seconds * (1 - progress)) });
      } else if (stage < trainingStages.length) {
        this.#keep({
          componentId,
          state: "training",
          progress: 1,
          remaining: 0,
          stage: trainingStages[stage] ?? "packing",
          trained: stage / trainingStages.length,
        });
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
