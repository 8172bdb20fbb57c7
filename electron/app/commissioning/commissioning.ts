import type { Learning } from "../../contract/componentsContract.ts";
import { asFault, Fault, type FaultCode } from "../../domain/fault.ts";
import type { OperatingTag } from "../../domain/operatingTag.ts";
import type { ComponentId, Point } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { openArtifact } from "../../micromodels/artifact.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { RunWish } from "../../store/learningRunTable.ts";
import type { Store } from "../../store/openStore.ts";
import { passes } from "../../training/gates.ts";
import { trainInWorker } from "../../training/trainInWorker.ts";
import type { TrainedModel } from "../../training/trainingRequest.ts";
import { factsOf } from "../models/modelStore.ts";
import { Collection } from "./collection.ts";
import { makeRequest, pointsText, sessionsFor, sessionsToForget } from "./makeRequest.ts";
import { describeRun, isActive, newRun, type Run } from "./run.ts";
import { TrainingQueue } from "./trainingQueue.ts";

export type LearnWish = Extract<RunWish, { task: "learn" }>;
export type TrainWish = Extract<RunWish, { task: "train" }>;

export interface CommissioningOptions {
  readonly store: Store;
  readonly pipeline: Pick<Pipeline, "onWindow" | "collectExcerpts" | "setModel">;
  readonly pointsOf: (componentId: ComponentId) => readonly Point[];
  /** How the machine of a component runs now, as its people say it. */
  readonly tagOf: (componentId: ComponentId) => OperatingTag | undefined;
  readonly now: () => UtcMilliseconds;
  /** Progress; `modelChanged` when there is another model or session now. */
  readonly changed: (modelChanged: boolean) => void;
  /** The disk refused a part of what was collected: it is tried again with the next one. */
  readonly trouble: (thrown: unknown) => void;
  readonly longestSilence?: Milliseconds;
}

/** Without any signal for this long, learning ends and says so. */
const longestSilence: Milliseconds = 60_000;
/** A machine may pause; one that stands still longer is not going to run now. */
const longestStandstill: Milliseconds = 15 * 60_000;
/** A component that comes to its end keeps its result this long on the pages. */
const shownAfterwards: Milliseconds = 60_000;
/** What a power cut may cost of what was collected. */
const writeEvery: Milliseconds = 10_000;
/** "It is healthy now" was said before the station stopped; after longer than this nobody answers for it. */
const longestBreak: Milliseconds = 3_600_000;
/** The healthy time itself was no good: it is not kept. Any other trouble leaves it for another training. */
const badData: readonly FaultCode[] = ["TOO_LITTLE_DATA", "BAD_SAMPLES", "BAD_SHAPE"];

/** "These components are healthy now": collects their next minutes, trains one after the other, and puts the models into service. */
export class Commissioning implements Disposable {
  readonly #options: CommissioningOptions;
  readonly #runs = new Map<ComponentId, Run>();
  readonly #queue = new TrainingQueue();
  readonly #stopListening: () => void;
  #runsBefore = 0;

  constructor(options: CommissioningOptions) {
    this.#options = options;
    this.#stopListening = options.pipeline.onWindow((window) => this.#take(window));
  }

  /**
   * Collects healthy time and trains. A component without a sensor fails at once and says why, so that the others of the same wish go on.
   * @throws Fault CONFLICT while it learns already
   */
  start(componentId: ComponentId, wish: LearnWish): Learning {
    const { tag = this.#options.tagOf(componentId) } = wish;
    const run = this.#begin(componentId, { ...wish, tag, runs: wish.tag !== undefined });
    if (this.#options.pointsOf(componentId).length === 0) {
      this.#finish(run, "failed", "It has no measuring point yet. Assign a channel to it in Setup, then let it learn.");
    } else {
      this.#collect(run, new Collection(wish.duration));
    }
    return describeRun(run);
  }

  /** Trains again from the sessions that are kept. @throws Fault CONFLICT while it learns already; TOO_LITTLE_DATA without a session */
  train(componentId: ComponentId, wish: TrainWish): Learning {
    const { store, pointsOf } = this.#options;
    if (sessionsFor(store.sessions.list(componentId), wish, pointsOf(componentId)).length === 0) {
      throw new Fault(
        "TOO_LITTLE_DATA",
        "There is no healthy session to train from yet. Let the component learn first.",
        {
          details: { componentId },
        },
      );
    }
    const run = this.#begin(componentId, wish);
    this.#enqueue(run);
    return describeRun(run);
  }

  /** A training that is under way starts again with what is true now; one that waits will see it anyway. @returns false without one */
  startAgain(componentId: ComponentId): boolean {
    const run = this.#active(componentId);
    if (run?.state === "training") this.#enqueue(run);
    return run !== undefined;
  }

  stop(componentId: ComponentId): Learning {
    const run = this.#active(componentId);
    if (run === undefined)
      throw new Fault("NOT_FOUND", "This component is not learning.", { details: { componentId } });
    this.#queue.cancel(componentId);
    this.#dropPending(run);
    this.#finish(run, "cancelled");
    return describeRun(run);
  }

  all(): readonly Learning[] {
    return [...this.#runs.values()].map(describeRun);
  }

  isLearning(componentId: ComponentId): boolean {
    return this.#active(componentId) !== undefined;
  }

  /** 0…1 while the component learns anew. One that is only trained again is judged meanwhile as before. */
  progress(componentId: ComponentId): number | undefined {
    const run = this.#active(componentId);
    return run?.wish.task === "learn" ? describeRun(run).progress : undefined;
  }

  /** Takes up what the station was at when it ended. Call it once, when the plant is in place. */
  resume(): void {
    const { store, pointsOf, now } = this.#options;
    for (const { componentId, wish, number, savedAt, progress } of store.runs.all()) {
      this.#runsBefore = Math.max(this.#runsBefore, number);
      if (pointsOf(componentId).length === 0) {
        this.#forgetKept(componentId);
        continue;
      }
      const run = newRun(componentId, wish, number);
      this.#runs.set(componentId, run);
      const away = now() - savedAt;
      if (progress === undefined) this.#enqueue(run);
      else if (wish.task === "learn" && away <= longestBreak) {
        this.#collect(run, Collection.resume(wish.duration, progress, store.runs.blocks(componentId)));
      } else {
        store.excerpts.remove(componentId, progress.from);
        const minutes = Math.round(away / 60_000);
        this.#finish(
          run,
          "failed",
          `The station was off for ${minutes} minutes meanwhile. Let the component learn again.`,
        );
      }
    }
  }

  /** The component left the plant. */
  forget(componentId: ComponentId): void {
    const run = this.#runs.get(componentId);
    this.#queue.cancel(componentId);
    clearTimeout(run?.patience);
    this.#runs.delete(componentId);
    this.#forgetKept(componentId);
  }

  /** What is under way is written, so that the next start takes it up. */
  [Symbol.dispose](): void {
    this.#stopListening();
    this.#queue[Symbol.dispose]();
    for (const run of this.#runs.values()) {
      clearTimeout(run.patience);
      clearTimeout(run.shown);
      if (run.collection !== undefined) this.#write(run, run.collection);
    }
    this.#runs.clear();
  }

  #active(componentId: ComponentId): Run | undefined {
    const run = this.#runs.get(componentId);
    return run !== undefined && isActive(run) ? run : undefined;
  }

  #begin(componentId: ComponentId, wish: RunWish): Run {
    if (this.#active(componentId) !== undefined)
      throw new Fault("CONFLICT", "This component is learning already.", { details: { componentId } });
    this.#runsBefore += 1;
    const run = newRun(componentId, wish, this.#runsBefore);
    clearTimeout(this.#runs.get(componentId)?.shown);
    this.#runs.set(componentId, run);
    return run;
  }

  #collect(run: Run, collection: Collection): void {
    run.collection = collection;
    this.#options.pipeline.collectExcerpts(run.componentId, true);
    this.#write(run, collection);
    this.#waitFor(run, this.#options.longestSilence ?? longestSilence, "No signal came");
    this.#options.changed(false);
  }

  #take(window: WindowResult): void {
    const { componentId } = window;
    const run = this.#active(componentId);
    const collection = run?.collection;
    if (run === undefined || collection === undefined) return;
    if (window.score?.notJudged === "machine off" && !(run.wish.task === "learn" && run.wish.runs)) {
      if (run.heldBy === undefined) this.#waitFor(run, longestStandstill, "The machine was off");
      run.heldBy = "machine off";
      this.#options.changed(false);
      return;
    }
    run.heldBy = undefined;
    this.#waitFor(run, this.#options.longestSilence ?? longestSilence, "No signal came");
    const before = collection.from;
    const { excerpt } = collection.take(window, pointsText(this.#options.pointsOf(componentId)));
    try {
      const { excerpts } = this.#options.store;
      if (before !== 0 && collection.from !== before) excerpts.remove(componentId, before);
      if (excerpt !== undefined) excerpts.put(componentId, collection.from, excerpt, window.excerpt!);
    } catch (thrown) {
      this.#options.trouble(thrown);
    }
    if (collection.isComplete) this.#keep(run, collection);
    else if (this.#options.now() - run.writtenAt >= writeEvery) this.#write(run, collection);
    this.#options.changed(false);
  }

  /** What was collected since the last time goes to the disk; when that refuses, all of it goes with the next try. */
  #write(run: Run, collection: Collection): void {
    const { store, now, trouble } = this.#options;
    const { componentId, wish, number } = run;
    run.writtenAt = now();
    const unwritten = collection.unwritten();
    try {
      store.transaction(() => {
        store.runs.put({ componentId, number, wish, savedAt: run.writtenAt, progress: collection.progress() });
        if (unwritten.anew) store.runs.removeBlocks(componentId);
        for (const block of unwritten.blocks) store.runs.putBlock(componentId, block.number, block.windows);
      });
      collection.written();
    } catch (thrown) {
      trouble(thrown);
    }
  }

  /** Everything is collected: it is kept as a session, and the training takes its place in the queue. */
  #keep(run: Run, collection: Collection): void {
    const { store } = this.#options;
    const { componentId, wish } = run;
    const { from, to, recipe, points, unusable, spectra } = collection.progress();
    const tag = wish.task === "learn" ? wish.tag : undefined;
    try {
      store.transaction(() => {
        const session = { componentId, from, to, recipe, points, unusable, spectra, windows: collection.windows() };
        store.sessions.put({ ...session, pending: true, ...(tag && { tag }) });
        store.runs.removeBlocks(componentId);
      });
      run.collection = undefined;
      this.#enqueue(run);
    } catch (thrown) {
      this.#finish(run, "failed", asFault(thrown, "STORE_FAILED").message);
    }
  }

  #enqueue(run: Run): void {
    const { store, pipeline, now, changed } = this.#options;
    const { componentId, number, wish } = run;
    clearTimeout(run.patience);
    pipeline.collectExcerpts(componentId, false);
    store.runs.put({ componentId, number, wish, savedAt: now() });
    run.state = "training";
    run.stage = "waiting";
    run.trained = 0;
    this.#queue.add(componentId, (signal) => this.#train(run, signal));
    changed(false);
  }

  async #train(run: Run, signal: AbortSignal): Promise<void> {
    const { store, pointsOf, now, changed } = this.#options;
    const { componentId, wish } = run;
    try {
      const request = await makeRequest(store, { componentId, wish, points: pointsOf(componentId) }, now());
      const progress = (stage: Run["stage"], share: number) => {
        run.stage = stage;
        run.trained = share;
        changed(false);
      };
      const trained = await trainInWorker(request, { signal, progress });
      if (signal.aborted) return;
      this.#keepModel(run, trained);
      run.waits = !passes(trained.card);
      this.#finish(run, "done");
    } catch (thrown) {
      if (signal.aborted) return;
      const fault = asFault(thrown, "WORKER_LOST");
      if (badData.includes(fault.code)) this.#dropPending(run);
      else store.sessions.settle(componentId);
      this.#finish(run, "failed", fault.message);
    }
  }

  /** All or nothing: a full disk must not take the earlier sessions and leave no model. */
  #keepModel({ componentId, wish }: Run, { artifact, header, hash, card }: TrainedModel): void {
    const { store, pipeline, pointsOf, now } = this.#options;
    const { version, kind, recipe, trainedAt, trainedBy } = header;
    const serves = passes(card);
    const left = sessionsToForget(store.sessions.list(componentId), wish, pointsOf(componentId));
    store.transaction(() => {
      if (wish.task === "learn") for (const { from } of left) store.sessions.remove(componentId, from);
      store.sessions.settle(componentId);
      store.models.put(componentId, artifact, { version, hash, kind, recipe, trainedAt, trainedBy }, card);
      if (serves) store.models.putInService(componentId, version, now());
      store.runs.remove(componentId);
    });
    if (wish.task === "learn") for (const { from } of left) store.excerpts.remove(componentId, from);
    store.excerpts.keepNewest(componentId);
    if (serves) pipeline.setModel(componentId, { artifact, facts: factsOf(openArtifact(artifact)) });
  }

  #waitFor(run: Run, patience: Milliseconds, what: string): void {
    clearTimeout(run.patience);
    run.patience = setTimeout(() => {
      const seconds = Math.round(patience / millisecondsPerSecond);
      const remedy =
        run.heldBy === undefined
          ? "Check its sensor and device in Setup, then let it learn again."
          : "Let it learn while the machine runs; if it does run, say so by naming how.";
      this.#finish(run, "failed", `${what} for ${seconds} s. ${remedy}`);
    }, patience);
    run.patience.unref();
  }

  /** The session of a run that came to nothing. */
  #dropPending({ componentId, collection }: Run): void {
    const { store } = this.#options;
    const pending = store.sessions.list(componentId).filter((session) => session.pending);
    for (const { from } of pending) {
      store.sessions.remove(componentId, from);
      store.excerpts.remove(componentId, from);
    }
    if (collection !== undefined) store.excerpts.remove(componentId, collection.from);
  }

  #forgetKept(componentId: ComponentId): void {
    const { store } = this.#options;
    store.runs.remove(componentId);
    store.sessions.remove(componentId);
    store.excerpts.remove(componentId);
  }

  #finish(run: Run, state: "done" | "failed" | "cancelled", message?: string): void {
    const { store, pipeline, changed, trouble } = this.#options;
    run.state = state;
    run.message = message;
    run.collection = undefined;
    run.heldBy = undefined;
    clearTimeout(run.patience);
    pipeline.collectExcerpts(run.componentId, false);
    try {
      store.runs.remove(run.componentId);
    } catch (thrown) {
      trouble(thrown);
    }
    run.shown = setTimeout(() => {
      if (this.#runs.get(run.componentId) === run) this.#runs.delete(run.componentId);
      changed(false);
    }, shownAfterwards);
    run.shown.unref();
    changed(state === "done");
  }
}
