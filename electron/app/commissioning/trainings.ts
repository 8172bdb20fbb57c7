import { asFault, type FaultCode } from "../../domain/fault.ts";
import type { ComponentId, Point } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { openArtifact } from "../../micromodels/artifact.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { Store } from "../../store/openStore.ts";
import { passes } from "../../training/gates.ts";
import { trainInWorker } from "../../training/trainInWorker.ts";
import type { TrainedModel, TrainingProgress } from "../../training/trainingRequest.ts";
import { factsOf } from "../models/modelStore.ts";
import { makeRequest, sessionsToForget } from "./makeRequest.ts";
import type { Run } from "./run.ts";
import type { RunBoard } from "./runBoard.ts";
import { failedBy } from "./runFailure.ts";
import { TrainingQueue } from "./trainingQueue.ts";

export interface TrainingsOptions {
  readonly store: Store;
  readonly pipeline: Pick<Pipeline, "setModel">;
  readonly pointsOf: (componentId: ComponentId) => readonly Point[];
  readonly now: () => UtcMilliseconds;
  readonly trouble: (thrown: unknown) => void;
}

/** The healthy time itself was no good: it is not kept. Any other trouble leaves it for another training. */
const badData: readonly FaultCode[] = ["TOO_LITTLE_DATA", "BAD_SAMPLES", "BAD_SHAPE"];

/** Trains one component after the other, keeps every model with its card, and puts those that pass into service. */
export class Trainings implements Disposable {
  readonly #options: TrainingsOptions;
  readonly #board: RunBoard;
  readonly #queue = new TrainingQueue();

  constructor(options: TrainingsOptions, board: RunBoard) {
    this.#options = options;
    this.#board = board;
  }

  /** A training that is under way begins anew, with what is true now. From here on a restart takes it up. */
  add(run: Run): void {
    const { store, now, trouble } = this.#options;
    const { componentId, number, wish } = run;
    try {
      store.runs.put({ componentId, number, wish, savedAt: now() });
    } catch (thrown) {
      // It trains all the same; only a restart would not know of it.
      trouble(thrown);
    }
    run.state = "training";
    run.stage = "waiting";
    run.trained = 0;
    this.#queue.add(componentId, (signal) => this.#train(run, signal));
    this.#board.changed();
  }

  /** Ends it in the queue or in the middle; the session it was for goes. */
  cancel(componentId: ComponentId): void {
    this.#queue.cancel(componentId);
    this.#dropPending(componentId);
  }

  /** What is under way ends; the next start takes it up. */
  [Symbol.dispose](): void {
    this.#queue[Symbol.dispose]();
  }

  async #train(run: Run, signal: AbortSignal): Promise<void> {
    const { store, pointsOf, now } = this.#options;
    const { componentId, wish } = run;
    try {
      const request = await makeRequest(store, { componentId, wish, points: pointsOf(componentId) }, now());
      const trained = await trainInWorker(request, { signal, progress: this.#progressOf(run, signal) });
      if (signal.aborted) return;
      this.#keep(run, trained);
      run.waits = !passes(trained.card);
      this.#board.finish(run, "done");
    } catch (thrown) {
      if (!signal.aborted) this.#fail(run, thrown);
    }
  }

  #progressOf(run: Run, signal: AbortSignal): TrainingProgress {
    return (stage, share) => {
      if (signal.aborted) return;
      run.stage = stage;
      run.trained = share;
      this.#board.changed();
    };
  }

  /** All or nothing: a full disk must not take the earlier sessions and leave no model. */
  #keep({ componentId, wish }: Run, { artifact, header, hash, card }: TrainedModel): void {
    const { store, pipeline, pointsOf, now } = this.#options;
    const { version, kind, recipe, trainedAt, trainedBy } = header;
    const serves = passes(card);
    const kept = store.sessions.facts(componentId);
    const left = wish.task === "learn" ? sessionsToForget(kept, wish, pointsOf(componentId)) : [];
    store.transaction(() => {
      for (const { from } of left) store.sessions.remove(componentId, from);
      store.sessions.settle(componentId);
      store.models.put(componentId, artifact, { version, hash, kind, recipe, trainedAt, trainedBy }, card);
      if (serves) store.models.putInService(componentId, version, now());
      store.runs.remove(componentId);
    });
    for (const { from } of left) store.excerpts.remove(componentId, from);
    store.excerpts.keepNewest(componentId);
    if (serves) pipeline.setModel(componentId, { artifact, facts: factsOf(openArtifact(artifact)) });
  }

  #fail(run: Run, thrown: unknown): void {
    const { store } = this.#options;
    const fault = asFault(thrown, "WORKER_LOST");
    let failure = failedBy(fault);
    try {
      if (badData.includes(fault.code)) this.#dropPending(run.componentId);
      else store.sessions.settle(run.componentId);
    } catch (refused) {
      failure = { ...failure, message: `${failure.message} ${asFault(refused, "STORE_FAILED").message}` };
    }
    this.#board.finish(run, failure);
  }

  #dropPending(componentId: ComponentId): void {
    const { store } = this.#options;
    for (const { from, pending } of store.sessions.facts(componentId)) {
      if (!pending) continue;
      store.sessions.remove(componentId, from);
      store.excerpts.remove(componentId, from);
    }
  }
}
