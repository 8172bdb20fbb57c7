import type { Learning } from "../../contract/componentsContract.ts";
import { Fault } from "../../domain/fault.ts";
import type { OperatingTag } from "../../domain/operatingTag.ts";
import type { ComponentId } from "../../domain/plant.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { LearningRun, RunWish } from "../../store/learningRunTable.ts";
import { requireExcerpts } from "../../training/excerptEvidence.ts";
import { Collecting, type CollectingOptions } from "./collecting.ts";
import { Collection } from "./collection.ts";
import { sessionsFor } from "./makeRequest.ts";
import { describeRun, newRun } from "./run.ts";
import { RunBoard, type RunBoardOptions } from "./runBoard.ts";
import { noPoint, stationOff, tooShort } from "./runFailure.ts";
import { Trainings } from "./trainings.ts";

type LearnWish = Extract<RunWish, { task: "learn" }>;
type TrainWish = Extract<RunWish, { task: "train" }>;

export interface CommissioningOptions extends CollectingOptions, Pick<RunBoardOptions, "changed"> {
  readonly pipeline: Pick<Pipeline, "onWindow" | "collectExcerpts" | "setModel" | "deviceStatus">;
  /** How the machine of a component runs now, as its people say it. */
  readonly tagOf: (componentId: ComponentId) => OperatingTag | undefined;
}

/** "It is healthy now" was said before the station stopped; after longer than this nobody answers for it. */
const longestBreak: Milliseconds = 3_600_000;

/** "These components are healthy now": collects their next minutes, trains one after the other, and puts the models into service. */
export class Commissioning implements Disposable {
  readonly #options: CommissioningOptions;
  readonly #board: RunBoard;
  readonly #collecting: Collecting;
  readonly #trainings: Trainings;
  readonly #stopListening: () => void;

  constructor(options: CommissioningOptions) {
    const { store, pipeline, changed, trouble } = options;
    this.#options = options;
    this.#board = new RunBoard({ runs: store.runs, changed, trouble });
    this.#trainings = new Trainings(options, this.#board);
    this.#collecting = new Collecting(options, this.#board, (run) => this.#trainings.add(run));
    this.#stopListening = pipeline.onWindow((window) => this.#collecting.take(window));
  }

  /**
   * Collects healthy time and trains. A component without a sensor fails at once and says why, so that the others of the same wish go on.
   * @throws Fault CONFLICT while it learns already
   */
  start(componentId: ComponentId, wish: LearnWish): Learning {
    const { pointsOf, tagOf } = this.#options;
    const tag = wish.tag ?? tagOf(componentId);
    const run = this.#board.begin(componentId, { ...wish, tag, runs: wish.tag !== undefined });
    const points = pointsOf(componentId);
    const short = tooShort(points, wish.duration);
    if (short !== undefined) this.#board.finish(run, short);
    else if (points.length > 0) this.#collecting.begin(run, new Collection(wish.duration));
    else this.#board.finish(run, noPoint);
    return describeRun(run);
  }

  /** Several components by one wish, in one commit. Those that learn already simply go on. */
  startAll(componentIds: readonly ComponentId[], wish: LearnWish): readonly Learning[] {
    const idle = componentIds.filter((id) => !this.isLearning(id));
    return this.#options.store.transaction(() => idle.map((id) => this.start(id, wish)));
  }

  /**
   * Trains again from the sessions that are kept.
   * @throws Fault CONFLICT while it learns already; TOO_LITTLE_DATA without a session, or without the recordings that a chosen recipe needs
   */
  train(componentId: ComponentId, wish: TrainWish): Learning {
    if (!this.canTrain(componentId, wish)) {
      throw new Fault(
        "TOO_LITTLE_DATA",
        "There is no healthy session to train from that fits the sensors as they are now. Let the component learn first.",
        { details: { componentId } },
      );
    }
    this.#requireExcerpts(componentId, wish);
    const run = this.#board.begin(componentId, wish);
    this.#trainings.add(run);
    return describeRun(run);
  }

  /** There are sessions that fit its sensors and the wish. */
  canTrain(componentId: ComponentId, wish: TrainWish): boolean {
    const { store, pointsOf } = this.#options;
    return sessionsFor(store.sessions.facts(componentId), wish, pointsOf(componentId)).length > 0;
  }

  /** A training that is under way begins anew with what is true now; a component that still collects will see it anyway. */
  trainAnew(componentId: ComponentId): void {
    const run = this.#board.active(componentId);
    if (run?.state === "training") this.#trainings.add(run);
  }

  /** @throws Fault NOT_FOUND unless it learns */
  stop(componentId: ComponentId): Learning {
    const run = this.#board.active(componentId);
    if (run === undefined)
      throw new Fault("NOT_FOUND", "This component is not learning.", { details: { componentId } });
    if (run.state === "training") this.#trainings.cancel(componentId);
    else this.#collecting.drop(run);
    this.#board.finish(run, "cancelled");
    return describeRun(run);
  }

  all(): readonly Learning[] {
    return this.#board.describe();
  }

  /** It has what it needs and waits for its model. */
  isTraining(componentId: ComponentId): boolean {
    return this.#board.active(componentId)?.state === "training";
  }

  isLearning(componentId: ComponentId): boolean {
    return this.#board.active(componentId) !== undefined;
  }

  /** 0…1 while the component learns anew. One that is only trained again is judged meanwhile as before. */
  progress(componentId: ComponentId): number | undefined {
    const run = this.#board.active(componentId);
    return run?.wish.task === "learn" ? describeRun(run).progress : undefined;
  }

  /** Takes up what the station was at when it ended. Call it once, when the plant is in place. */
  resume(): void {
    for (const kept of this.#options.store.runs.all()) {
      if (this.#options.pointsOf(kept.componentId).length === 0) this.#forgetKept(kept.componentId);
      else this.#resumeRun(kept);
    }
  }

  /** The component left the plant. */
  forget(componentId: ComponentId): void {
    this.#trainings.cancel(componentId);
    this.#board.forget(componentId);
    this.#forgetKept(componentId);
  }

  /** What is under way is written, so that the next start takes it up. */
  [Symbol.dispose](): void {
    this.#stopListening();
    this.#trainings[Symbol.dispose]();
    this.#collecting.write();
    this.#board[Symbol.dispose]();
  }

  /** What was kept by one recipe is no use to another; its recordings are. */
  #requireExcerpts(componentId: ComponentId, wish: TrainWish): void {
    const { store, pointsOf } = this.#options;
    const { recipe } = wish;
    const sessions = sessionsFor(store.sessions.facts(componentId), wish, pointsOf(componentId));
    if (recipe === undefined || wish.chosenBy !== undefined || sessions.at(-1)?.recipe === recipe) return;
    const counts = store.excerpts.counts(componentId);
    requireExcerpts(
      sessions.map(({ from }) => counts.get(from) ?? 0),
      recipe,
    );
  }

  #resumeRun({ componentId, wish, number, savedAt, progress }: LearningRun): void {
    const { store, now } = this.#options;
    const run = this.#board.put(newRun(componentId, wish, number));
    const away = now() - savedAt;
    if (progress === undefined || wish.task === "train") this.#trainings.add(run);
    else if (away <= longestBreak) {
      this.#collecting.begin(run, Collection.resume(wish.duration, progress, store.runs.blocks(componentId)));
    } else {
      store.excerpts.remove(componentId, progress.from);
      this.#board.finish(run, stationOff(away));
    }
  }

  #forgetKept(componentId: ComponentId): void {
    const { store } = this.#options;
    store.runs.remove(componentId);
    store.sessions.remove(componentId);
    store.excerpts.remove(componentId);
  }
}
