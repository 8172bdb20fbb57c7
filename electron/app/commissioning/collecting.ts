import { asFault } from "../../domain/fault.ts";
import type { ComponentId, Point } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import { componentWindow } from "../../pipeline/componentWindow.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { Store } from "../../store/openStore.ts";
import type { Collection } from "./collection.ts";
import { pointsText } from "./makeRequest.ts";
import type { Run } from "./run.ts";
import type { RunBoard } from "./runBoard.ts";
import { failedBy, machineOff, noSignal, type RunFailure } from "./runFailure.ts";

export interface CollectingOptions {
  readonly store: Store;
  readonly pipeline: Pick<Pipeline, "collectExcerpts" | "deviceStatus">;
  readonly pointsOf: (componentId: ComponentId) => readonly Point[];
  readonly now: () => UtcMilliseconds;
  /** The disk refused a part of what was collected: it is tried again with the next one. */
  readonly trouble: (thrown: unknown) => void;
  readonly longestSilence?: Milliseconds | undefined;
}

/** Without any signal for this long, learning ends and says so. */
const longestSilence: Milliseconds = 60_000;
/** What was under way when a sensor was unplugged still came. As a share of what was to come. */
const asGoodAsNothing = 0.05;
/** And longer where a sensor says something now and then only: a value or two may be lost. */
const missedWindows = 3.5;
/** A machine may pause; one that stands still longer is not going to run now. */
const longestStandstill: Milliseconds = 15 * 60_000;
/** What a power cut may cost of what was collected. */
const writeEvery: Milliseconds = 10_000;

/** Collects the healthy time of the components that learn, writes it now and then, and keeps it as a session in the end. */
export class Collecting {
  readonly #options: CollectingOptions;
  readonly #board: RunBoard;
  readonly #collected: (run: Run) => void;

  /** @param collected the session is kept: the run is ready for its training */
  constructor(options: CollectingOptions, board: RunBoard, collected: (run: Run) => void) {
    this.#options = options;
    this.#board = board;
    this.#collected = collected;
  }

  begin(run: Run, collection: Collection): void {
    run.collection = collection;
    run.writtenAt = this.#options.now();
    this.#options.pipeline.collectExcerpts(run.componentId, true);
    this.#writeFirst(run, collection);
    this.#waitForSignal(run);
    this.#board.changed();
  }

  take(window: WindowResult): void {
    const run = this.#board.active(window.componentId);
    const collection = run?.collection;
    if (run === undefined || collection === undefined) return;
    if (window.score?.notJudged === "machine off" && !saysThatItRuns(run)) {
      this.#hold(run);
      return;
    }
    run.heldBy = undefined;
    this.#waitForSignal(run);
    this.#add(run, collection, window);
    if (collection.isComplete) this.#keep(run, collection);
    else if (this.#options.now() - run.writtenAt >= writeEvery) this.write();
    this.#board.changed();
  }

  /**
   * What was collected since the last time goes to the disk, that of all components in one commit: each waits for the disk.
   * When the disk refuses, all of it goes with the next try.
   */
  write(): void {
    const { store, now, trouble } = this.#options;
    const collecting = this.#board
      .allActive()
      .flatMap((run) => (run.collection ? [{ run, part: run.collection }] : []));
    const savedAt = now();
    for (const { run } of collecting) run.writtenAt = savedAt;
    try {
      store.transaction(() => {
        for (const { run, part } of collecting) {
          const { componentId, wish, number } = run;
          const { blocks, anew } = part.unwritten();
          store.runs.put({ componentId, number, wish, savedAt, progress: part.progress() });
          if (anew) store.runs.removeBlocks(componentId);
          for (const block of blocks) store.runs.putBlock(componentId, block.number, block.windows);
        }
      });
      for (const { part } of collecting) part.written();
    } catch (thrown) {
      trouble(thrown);
    }
  }

  /** The end of a run in the middle: what it collected is of no use to anybody. */
  drop(run: Run): void {
    this.#options.pipeline.collectExcerpts(run.componentId, false);
    if (run.collection !== undefined) this.#options.store.excerpts.remove(run.componentId, run.collection.from);
  }

  /** So that a restart knows of it from the beginning. */
  #writeFirst({ componentId, wish, number }: Run, collection: Collection): void {
    const { store, now, trouble } = this.#options;
    try {
      store.runs.put({ componentId, wish, number, savedAt: now(), progress: collection.progress() });
    } catch (thrown) {
      trouble(thrown);
    }
  }

  #add(run: Run, collection: Collection, window: WindowResult): void {
    const { store, pointsOf, trouble } = this.#options;
    const { componentId } = run;
    const before = collection.from;
    const { excerpt } = collection.take(window, pointsText(pointsOf(componentId)));
    try {
      if (before !== 0 && collection.from !== before) store.excerpts.remove(componentId, before);
      if (excerpt !== undefined) store.excerpts.put(componentId, collection.from, excerpt, window.excerpt!);
    } catch (thrown) {
      trouble(thrown);
    }
  }

  /** Everything is there: it is kept as a session that waits for its training. */
  #keep(run: Run, collection: Collection): void {
    const { store, pipeline } = this.#options;
    const { componentId, wish } = run;
    const { from, to, recipe, points, unusable, spectra } = collection.progress();
    const tag = wish.task === "learn" ? wish.tag : undefined;
    try {
      const session = { componentId, from, to, recipe, points, unusable, spectra, windows: collection.windows() };
      store.transaction(() => {
        store.sessions.put({ ...session, pending: true, ...(tag && { tag }) });
        store.runs.removeBlocks(componentId);
      });
    } catch (thrown) {
      this.#fail(run, failedBy(asFault(thrown, "STORE_FAILED")));
      return;
    }
    clearTimeout(run.patience);
    run.collection = undefined;
    pipeline.collectExcerpts(componentId, false);
    this.#collected(run);
  }

  #hold(run: Run): void {
    if (run.heldBy !== undefined) return;
    run.heldBy = "machine off";
    this.#wait(run, longestStandstill, () => machineOff(longestStandstill));
    this.#board.changed();
  }

  #waitForSignal(run: Run): void {
    const { longestSilence: wanted = longestSilence, pointsOf } = this.#options;
    const points = pointsOf(run.componentId);
    const interval = componentWindow(points) * millisecondsPerSecond;
    const silence = Math.max(wanted, missedWindows * interval);
    const heardBefore = points.map((point) => this.#receivedFrom(point));
    this.#wait(run, silence, () => {
      const silent = points.filter((point, n) => {
        const due = (point.sampleRate * silence) / millisecondsPerSecond;
        return this.#receivedFrom(point) - heardBefore[n]! < asGoodAsNothing * due;
      });
      return noSignal(silence, silent.length < points.length ? silent.map(({ name }) => name) : []);
    });
  }

  #receivedFrom({ deviceId }: Point): number {
    return this.#options.pipeline.deviceStatus(deviceId)?.received ?? 0;
  }

  #wait(run: Run, patience: Milliseconds, failure: () => RunFailure): void {
    clearTimeout(run.patience);
    run.patience = setTimeout(() => this.#fail(run, failure()), patience);
    run.patience.unref();
  }

  #fail(run: Run, failure: RunFailure): void {
    try {
      this.drop(run);
    } catch (thrown) {
      this.#options.trouble(thrown);
    }
    this.#board.finish(run, failure);
  }
}

/** Whoever names the way of running for this very learning vouches for it, however quiet it is. */
function saysThatItRuns({ wish }: Run): boolean {
  return wish.task === "learn" && wish.runs === true;
}
